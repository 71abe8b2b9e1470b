/* Where delimiters, quotes and line ends are, 64 bytes at a time: a path for each set of instructions. */
#pragma once
#include <stdint.h>

#if defined(__GNUC__) && defined(__x86_64__)
#define HAS_AVX2 1
#include <immintrin.h>
#endif
#if defined(__x86_64__) || defined(_M_X64)
#define HAS_SSE2 1
#include <emmintrin.h>
#elif defined(__aarch64__)
#define HAS_NEON 1
#include <arm_neon.h>
#endif
#ifdef _MSC_VER
#include <intrin.h>
#endif

enum { STEP = 64 }; /* bytes */

static inline unsigned lowest_bit(uint64_t bits) {
#ifdef _MSC_VER
    unsigned long found;
    _BitScanForward64(&found, bits);
    return found;
#else
    return (unsigned)__builtin_ctzll(bits);
#endif
}

typedef uint64_t (*Marker)(const uint8_t *bytes, const uint8_t *signs, int *is_high);

static uint64_t marks_plain(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    uint8_t all = 0;
    for (int at = 0; at < STEP; at++) {
        uint8_t byte = bytes[at];
        all |= byte;
        found |= (uint64_t)(byte == signs[0] || byte == signs[1] || byte == signs[2] ||
                            byte == signs[3])
                 << at;
    }
    *is_high = all >> 7;
    return found;
}

#ifdef HAS_SSE2
static uint64_t marks_sse2(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    int high = 0;
    for (int at = 0; at < 4; at++) {
        __m128i some = _mm_loadu_si128((const __m128i *)(bytes + 16 * at)), equal = _mm_setzero_si128();
        for (int sign = 0; sign < 4; sign++)
            equal = _mm_or_si128(equal, _mm_cmpeq_epi8(some, _mm_set1_epi8((char)signs[sign])));
        found |= (uint64_t)(uint16_t)_mm_movemask_epi8(equal) << (16 * at);
        high |= _mm_movemask_epi8(some);
    }
    *is_high = high != 0;
    return found;
}
#endif

#ifdef HAS_AVX2
__attribute__((target("avx2"))) static uint64_t marks_avx2(const uint8_t *bytes,
                                                           const uint8_t *signs, int *is_high) {
    uint64_t found = 0;
    int high = 0;
    for (int at = 0; at < 2; at++) {
        __m256i some = _mm256_loadu_si256((const __m256i *)(bytes + 32 * at));
        __m256i equal = _mm256_setzero_si256();
        for (int sign = 0; sign < 4; sign++)
            equal = _mm256_or_si256(equal,
                                    _mm256_cmpeq_epi8(some, _mm256_set1_epi8((char)signs[sign])));
        found |= (uint64_t)(uint32_t)_mm256_movemask_epi8(equal) << (32 * at);
        high |= _mm256_movemask_epi8(some);
    }
    *is_high = high != 0;
    return found;
}
#endif

#ifdef HAS_NEON
static uint64_t marks_neon(const uint8_t *bytes, const uint8_t *signs, int *is_high) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t weight = vld1q_u8(weights);
    uint8x16_t part[4], all = vdupq_n_u8(0);
    for (int at = 0; at < 4; at++) {
        uint8x16_t some = vld1q_u8(bytes + 16 * at), equal = vdupq_n_u8(0);
        for (int sign = 0; sign < 4; sign++)
            equal = vorrq_u8(equal, vceqq_u8(some, vdupq_n_u8(signs[sign])));
        part[at] = vandq_u8(equal, weight);
        all = vorrq_u8(all, some);
    }
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(part[0], part[1]), vpaddq_u8(part[2], part[3]));
    sum = vpaddq_u8(sum, sum);
    *is_high = vmaxvq_u8(all) >> 7;
    return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}
#endif

typedef struct {
    const char *name;
    Marker marker;
} Path;

static Path paths[4]; /* those that this machine can take, the quickest first, then NULL */

static void find_paths(void) {
    size_t count = 0;
#ifdef HAS_AVX2
    if (__builtin_cpu_supports("avx2")) paths[count++] = (Path){"avx2", marks_avx2};
#endif
#ifdef HAS_SSE2
    paths[count++] = (Path){"sse2", marks_sse2};
#endif
#ifdef HAS_NEON
    paths[count++] = (Path){"neon", marks_neon};
#endif
    paths[count++] = (Path){"plain", marks_plain};
}
