/*
 * The arithmetic of a BERT encoder with 4-bit weights, for WebAssembly with relaxed SIMD. encoder.ts calls it layer by
 * layer. There is no libc: memory is the caller's, and every pointer is an offset into it.
 *
 * Weights come in blocks of 32: a half-precision scale, then 16 bytes whose low halves are the weights 0 to 15 and whose
 * high halves are the weights 16 to 31, each plus 8. Activations become blocks of 32 bytes with a scale and a sum, so a
 * block's product is scaleW * scaleA * (dot(w, a) - 8 * sum(a)).
 *
 * Built with Zig 0.17.1 (PyPI ziglang):
 *   zig cc -target wasm32-freestanding -O3 -mcpu=generic+simd128+relaxed_simd+bulk_memory -nostdlib \
 *     -Wl,--no-entry -Wl,--import-memory -Wl,-z,stack-size=65536 -Wl,--strip-all -o encoder.wasm encoder.c
 */
#include <wasm_simd128.h>

typedef unsigned char u8;
typedef signed char i8;
typedef unsigned short u16;

#define EXPORT(name) __attribute__((export_name(#name)))
#define BLOCK 32
#define BLOCK_BYTES 18
#define ROWS 4

static float half(const u8 *bytes) {
  unsigned bits = bytes[0] | bytes[1] << 8;
  unsigned exponent = bits >> 10 & 31, mantissa = bits & 1023;
  float size = exponent ? __builtin_bit_cast(float, (exponent + 112) << 23 | mantissa << 13) : mantissa * 0x1p-24f;
  return bits & 0x8000 ? -size : size;
}

/* exp for x <= 0, by halving the range to 2^n * e^r with |r| <= ln(2)/2. */
static float expNegative(float x) {
  if (x < -87.f) return 0.f;
  float n = __builtin_floorf(x * 1.44269504f + 0.5f);
  float r = x - n * 0.693145752f - n * 1.42860677e-6f;
  float p = 1.f + r * (1.f + r * (0.5f + r * (0.166666667f + r * (0.0416666667f + r * (0.00833333333f + r * 0.00138888889f)))));
  return p * __builtin_bit_cast(float, (unsigned)((int)n + 127) << 23);
}

/* Abramowitz and Stegun 7.1.26; the error is below 1.5e-7. */
static float erf(float x) {
  float a = __builtin_fabsf(x), t = 1.f / (1.f + 0.3275911f * a);
  float y = t * (0.254829592f + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
  float size = 1.f - y * expNegative(-a * a);
  return x < 0 ? -size : size;
}

static float sum4(v128_t v) {
  return wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1) + wasm_f32x4_extract_lane(v, 2) +
         wasm_f32x4_extract_lane(v, 3);
}

/* The sum of a token's word, position and type. */
EXPORT(embed) void embed(const u8 *words, int id, const float *position, const float *type, float *out, int width) {
  const u8 *block = words + (unsigned)id * (unsigned)(width / BLOCK) * BLOCK_BYTES;
  for (int at = 0; at < width; at += BLOCK, block += BLOCK_BYTES) {
    float scale = half(block);
    for (int j = 0; j < 16; j++) {
      out[at + j] = ((block[2 + j] & 15) - 8) * scale + position[at + j] + type[at + j];
      out[at + j + 16] = ((block[2 + j] >> 4) - 8) * scale + position[at + j + 16] + type[at + j + 16];
    }
  }
}

EXPORT(quantize) void quantize(const float *x, int count, i8 *values, float *scales, float *sums) {
  for (int block = 0; block < count / BLOCK; block++, x += BLOCK, values += BLOCK) {
    v128_t top = wasm_f32x4_splat(0);
    for (int j = 0; j < BLOCK; j += 4) top = wasm_f32x4_max(top, wasm_f32x4_abs(wasm_v128_load(x + j)));
    top = wasm_f32x4_max(top, wasm_i32x4_shuffle(top, top, 2, 3, 0, 1));
    top = wasm_f32x4_max(top, wasm_i32x4_shuffle(top, top, 1, 0, 3, 2));
    float scale = wasm_f32x4_extract_lane(top, 0) / 127.f;
    v128_t inverse = wasm_f32x4_splat(scale > 0 ? 1.f / scale : 0.f), sum = wasm_i32x4_splat(0);
    for (int j = 0; j < BLOCK; j += 16) {
      v128_t part[4];
      for (int k = 0; k < 4; k++) {
        part[k] = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(x + j + 4 * k), inverse)));
        sum = wasm_i32x4_add(sum, part[k]);
      }
      wasm_v128_store(values + j, wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(part[0], part[1]),
                                                          wasm_i16x8_narrow_i32x4(part[2], part[3])));
    }
    scales[block] = scale;
    sums[block] = (float)(wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) +
                          wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3));
  }
}

/* out[tokens][outputs] = activations * weights^T + bias. `spread` holds ROWS * inputs bytes and as many floats / 32. */
EXPORT(multiply)
void multiply(const u8 *weights, const float *bias, const i8 *values, const float *scales, const float *sums, float *out,
              int tokens, int outputs, int inputs, i8 *spread) {
  int blocks = inputs / BLOCK;
  float *weightScales = (float *)(spread + ROWS * inputs);
  for (int row = 0; row < outputs; row += ROWS) {
    const u8 *block = weights + (unsigned)row * (unsigned)blocks * BLOCK_BYTES;
    for (int r = 0; r < ROWS; r++)
      for (int b = 0; b < blocks; b++, block += BLOCK_BYTES) {
        v128_t bytes = wasm_v128_load(block + 2);
        i8 *to = spread + (b * ROWS + r) * BLOCK;
        wasm_v128_store(to, wasm_v128_and(bytes, wasm_i8x16_splat(15)));
        wasm_v128_store(to + 16, wasm_u8x16_shr(bytes, 4));
        weightScales[b * ROWS + r] = half(block);
      }
    v128_t start = wasm_v128_load(bias + row);
    for (int t = 0; t < tokens; t++) {
      const i8 *a = values + t * inputs;
      const i8 *w = spread;
      v128_t acc0 = wasm_f32x4_splat(0), acc1 = acc0, acc2 = acc0, acc3 = acc0, offset = acc0;
      for (int b = 0; b < blocks; b++, a += BLOCK, w += ROWS * BLOCK) {
        v128_t low = wasm_v128_load(a), high = wasm_v128_load(a + 16);
        v128_t scale = wasm_f32x4_mul(wasm_v128_load(weightScales + b * ROWS), wasm_v128_load32_splat(scales + t * blocks + b));
        offset = wasm_f32x4_relaxed_madd(scale, wasm_v128_load32_splat(sums + t * blocks + b), offset);
#define PART(acc, r)                                                                                               \
  acc = wasm_f32x4_relaxed_madd(                                                                                   \
      wasm_f32x4_convert_i32x4(wasm_i32x4_relaxed_dot_i8x16_i7x16_add(                                             \
          high, wasm_v128_load(w + r * BLOCK + 16),                                                                \
          wasm_i32x4_relaxed_dot_i8x16_i7x16_add(low, wasm_v128_load(w + r * BLOCK), wasm_i32x4_splat(0)))),       \
      wasm_i32x4_shuffle(scale, scale, r, r, r, r), acc);
        PART(acc0, 0)
        PART(acc1, 1)
        PART(acc2, 2)
        PART(acc3, 3)
      }
      v128_t total = wasm_f32x4_make(sum4(acc0), sum4(acc1), sum4(acc2), sum4(acc3));
      total = wasm_f32x4_sub(total, wasm_f32x4_mul(offset, wasm_f32x4_splat(8)));
      wasm_v128_store(out + t * outputs + row, wasm_f32x4_add(total, start));
    }
  }
}

/* Attention of the `tokens` of one text among themselves. `weights` holds as many floats. */
EXPORT(attend)
void attend(const float *queries, const float *keys, const float *values, float *out, int tokens, int heads, int width,
            float *weights) {
  int size = width / heads;
  float scale = 1.f / __builtin_sqrtf((float)size);
  for (int t = 0; t < tokens; t++)
    for (int head = 0; head < heads; head++) {
      const float *query = queries + t * width + head * size;
      float largest = -1e30f, sum = 0;
      for (int s = 0; s < tokens; s++) {
        const float *key = keys + s * width + head * size;
        v128_t dot = wasm_f32x4_splat(0);
        for (int j = 0; j < size; j += 4) dot = wasm_f32x4_relaxed_madd(wasm_v128_load(query + j), wasm_v128_load(key + j), dot);
        weights[s] = sum4(dot) * scale;
        if (weights[s] > largest) largest = weights[s];
      }
      for (int s = 0; s < tokens; s++) sum += weights[s] = expNegative(weights[s] - largest);
      float *to = out + t * width + head * size;
      for (int j = 0; j < size; j += 4) wasm_v128_store(to + j, wasm_f32x4_splat(0));
      for (int s = 0; s < tokens; s++) {
        v128_t share = wasm_f32x4_splat(weights[s] / sum);
        const float *value = values + s * width + head * size;
        for (int j = 0; j < size; j += 4)
          wasm_v128_store(to + j, wasm_f32x4_relaxed_madd(share, wasm_v128_load(value + j), wasm_v128_load(to + j)));
      }
    }
}

/* x = normalised(x + y) * weight + bias, row by row. `y` may be 0. */
EXPORT(normalise)
void normalise(float *x, const float *y, const float *weight, const float *bias, int rows, int width, float epsilon) {
  for (int row = 0; row < rows; row++, x += width) {
    float mean = 0, variance = 0;
    for (int j = 0; j < width; j++) {
      if (y) x[j] += y[row * width + j];
      mean += x[j];
    }
    mean /= width;
    for (int j = 0; j < width; j++) variance += (x[j] - mean) * (x[j] - mean);
    float inverse = 1.f / __builtin_sqrtf(variance / width + epsilon);
    for (int j = 0; j < width; j++) x[j] = (x[j] - mean) * inverse * weight[j] + bias[j];
  }
}

EXPORT(gelu) void gelu(float *x, int count) {
  for (int j = 0; j < count; j++) x[j] *= 0.5f * (1.f + erf(x[j] * 0.707106781f));
}
