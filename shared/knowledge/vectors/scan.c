/* The products of one vector with many, in bytes, for WebAssembly with SIMD. Built like encoder.c;
 * vector-table.ts holds the result in base64. */
#include <wasm_simd128.h>

/* products[i] = query . vectors[i] for `count` vectors of `width` bytes; `width` is a multiple of 16. */
__attribute__((export_name("scan"))) void scan(const signed char *query, const signed char *vectors, int count, int width,
                                               int *products) {
  for (int i = 0; i < count; i++, vectors += width) {
    v128_t sum = wasm_i32x4_splat(0);
    for (int j = 0; j < width; j += 16) {
      v128_t a = wasm_v128_load(query + j), b = wasm_v128_load(vectors + j);
      sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_low_i8x16(a), wasm_i16x8_extend_low_i8x16(b)));
      sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_i16x8_extend_high_i8x16(a), wasm_i16x8_extend_high_i8x16(b)));
    }
    products[i] = wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) +
                  wasm_i32x4_extract_lane(sum, 3);
  }
}
