#include <isa-l/igzip_lib.h>
#include <isa-l/crc.h>

/* A macro made of macros, which Swift does not see. */
static inline unsigned huxiao_isal_level_1_bytes(void) { return ISAL_DEF_LVL1_DEFAULT; }
