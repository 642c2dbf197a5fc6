#include <zlib.h>

/* Raw deflate without a header; deflateInit2 is a macro, which Swift does not see. */
static inline int huxiao_deflate_init_raw(z_streamp stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}
