/* The peer of huxiao-bench: the same rows through libxlsxwriter in constant-memory mode. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <xlsxwriter.h>

enum { NUMBERS = 8, TEXTS = 12, POOL = 4093 };

static char pool[TEXTS][POOL][48];
static uint32_t state = 12345;

static uint32_t next_random(void) {
    state = state * 1664525u + 1013904223u;
    return state >> 4;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
    static const char *words[] = {"东风小学", "桐柏路校区", "正在整改中", "消防通道堵塞", "已完成", "门卫室", "食堂后厨", "一键报警"};
    long rows = argc > 1 ? atol(argv[1]) : 300000;
    for (int column = 0; column < TEXTS; column++)
        for (int index = 0; index < POOL; index++)
            if (column % 2 == 0)
                snprintf(pool[column][index], sizeof pool[0][0], "%s%d", words[(index + column) % 8], index % 997);
            else
                snprintf(pool[column][index], sizeof pool[0][0], "ZX-%d-%d", column, index * 7);
    double start = cpu_seconds();
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = NULL, .use_zip64 = LXW_FALSE};
    lxw_workbook *workbook = workbook_new_opt(argc > 2 ? argv[2] : "peer.xlsx", &options);
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, "明细");
    lxw_format *id = workbook_add_format(workbook);
    lxw_format *money = workbook_add_format(workbook);
    lxw_format *text = workbook_add_format(workbook);
    format_set_num_format(id, "0");
    format_set_num_format(money, "#,##0.00");
    format_set_border(text, LXW_BORDER_THIN);
    for (long row = 0; row < rows; row++) {
        for (int column = 0; column < NUMBERS; column++) {
            if (column % 2 == 0)
                worksheet_write_number(sheet, row, column, (double)(row * (column + 1) % 1000003), id);
            else
                worksheet_write_number(sheet, row, column, (double)(next_random() % 100000000u) / 100, money);
        }
        for (int column = 0; column < TEXTS; column++)
            worksheet_write_string(sheet, row, NUMBERS + column, pool[column][next_random() % POOL], text);
    }
    if (workbook_close(workbook) != LXW_NO_ERROR) return 1;
    double seconds = cpu_seconds() - start;
    printf("libxlsxwriter: %.0f rows/s CPU, %.2f s\n", rows / seconds, seconds);
    return 0;
}
