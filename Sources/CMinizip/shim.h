#include <minizip/zip.h>
#include <minizip/unzip.h>
#include <minizip/ioapi.h>
