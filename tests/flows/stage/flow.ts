import type { FoundEmulators } from "../../../emulators/google/find.ts";
import { anyPorts, type GoogleStack, startGoogleStack } from "../../../emulators/google/start.ts";
import { type Outside, startOutside } from "./outside.ts";
import { type Product, startProduct } from "./product.ts";

/** The environment of a test file of flows: one product and its outside services, shared by all tests. */
export interface Flow {
  readonly product: Product;
  readonly outside: Outside;
}

/**
 * Starts both before the file's tests and stops them afterwards. The product must exit with 0. Call it once, at the
 * top. `more` is added to the product's environment. With Google's emulators, the product runs on a stack of them that
 * belongs to the file.
 */
export function flow(emulators?: FoundEmulators, more: Readonly<Record<string, string>> = {}): Flow {
  let google: GoogleStack | undefined;
  let outside: Outside | undefined;
  let product: Product | undefined;
  beforeAll(async () => {
    google = emulators && (await startGoogleStack(emulators, anyPorts));
    outside = await startOutside();
    product = await startProduct(outside, google, more);
  }, 90_000);
  afterAll(async () => {
    try {
      await product?.stop();
    } finally {
      product?.remove();
      await outside?.stop();
      await google?.close();
    }
  }, 30_000);
  return {
    get product() {
      return requireStarted(product);
    },
    get outside() {
      return requireStarted(outside);
    },
  };
}

function requireStarted<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The flow has not started. Use it inside a test.");
  return value;
}

let customers = 0;

/** A unique phone number. */
export function newCustomer(): string {
  customers += 1;
  return `+9198${String(10_000_000 + process.pid * 100 + customers).slice(-8)}`;
}

let words = 0;

/** A unique word that is no part of another message, by which scripts identify messages. */
export function newWord(): string {
  words += 1;
  return `word${process.pid}x${String(words).padStart(5, "0")}`;
}
