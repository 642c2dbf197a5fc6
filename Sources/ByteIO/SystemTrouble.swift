import Diagnostics
import Foundation

/// Says in Chinese why the system refused a file.
enum SystemTrouble {
    static func failure(_ code: Int32, reading path: String) -> Failure {
        let (statement, remedy): (String, String) =
            switch code {
            case ENOENT: ("找不到这个文件", "请检查路径和文件名")
            case EACCES, EPERM: ("没有读取权限", "请更改文件权限，或换一个有权限的用户")
            case EISDIR: ("应为文件，实为文件夹", "请给出文件夹中的某个文件")
            case ENOTDIR: ("路径中有一段不是文件夹", "请检查路径")
            default: ("无法读取（\(words(code))）", "请检查磁盘和路径后重试")
            }
        return Failure(.system, "file.unreadable", at: Place(file: path), statement, remedy: remedy)
    }

    static func failure(_ code: Int32, writing path: String) -> Failure {
        let (statement, remedy): (String, String) =
            switch code {
            case ENOENT: ("要写入的文件夹不存在", "请先建立文件夹，或换一个位置")
            case EACCES, EPERM: ("没有写入权限", "请更改文件夹权限，或用 -o 换一个位置")
            case EROFS: ("所在磁盘是只读的", "请用 -o 换一个位置")
            case ENOSPC, EDQUOT: ("磁盘空间不足，文件未写入，原有文件保持不变", "请清理磁盘后重试，或用 -o 换一个位置")
            case EISDIR: ("同名的文件夹已经存在", "请换一个文件名")
            case ENOTDIR: ("路径中有一段不是文件夹", "请检查路径")
            case ENAMETOOLONG: ("文件名过长", "请换一个较短的文件名")
            default: ("无法写入（\(words(code))）", "请检查磁盘和路径后重试")
            }
        return Failure(.system, "file.unwritable", at: Place(file: path), statement, remedy: remedy)
    }

    private static func words(_ code: Int32) -> String { "errno \(code)：\(String(cString: strerror(code)))" }
}
