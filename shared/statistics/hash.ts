/** A half-open part of the unit interval. */
export type BucketRange = readonly [from: number, until: number];

/** Experiments of one namespace never share a customer when their ranges do not overlap. */
export interface Namespace {
  readonly name: string;
  readonly range: BucketRange;
}

export type HashVersion = 1 | 2;

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** FNV-1a with 32 bits over the text's UTF-16 code units, as GrowthBook's SDKs for JavaScript hash it. */
export function fnv32a(text: string): number {
  let value = offsetBasis;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), prime);
  }
  return value >>> 0;
}

/**
 * A number in [0, 1) that depends on nothing but the arguments: the same customer always gets the same place.
 * Version 2 hashes twice, which removes the correlation between experiments that version 1 has.
 * Source: GrowthBook, "Build your own SDK", hash function.
 */
export function hashUnit(seed: string, value: string, version: HashVersion = 2): number {
  if (version === 1) return (fnv32a(value + seed) % 1000) / 1000;
  return (fnv32a(String(fnv32a(seed + value))) % 10_000) / 10_000;
}

/** What bucketRanges assumes of each variation without weights, or with weights that do not add up to 1. */
export function equalWeights(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}

/**
 * The part of the unit interval that each variation owns. Reducing the coverage shortens the ranges where they stand,
 * so that raising it later moves nobody to another variation.
 */
export function bucketRanges(count: number, coverage: number, weights?: readonly number[]): readonly BucketRange[] {
  const covered = Math.min(1, Math.max(0, coverage));
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  const isUsable = weights !== undefined && weights.length === count && total >= 0.99 && total <= 1.01;
  let from = 0;
  return (isUsable ? weights : equalWeights(count)).map((weight) => {
    const range: BucketRange = [from, from + covered * weight];
    from += weight;
    return range;
  });
}

/** The index of the range that holds the number; undefined when no range does. */
export function chooseBucket(place: number, ranges: readonly BucketRange[]): number | undefined {
  const index = ranges.findIndex(([from, until]) => place >= from && place < until);
  return index < 0 ? undefined : index;
}

/** Whether the namespace's range holds this customer. */
export function inNamespace(value: string, { name, range }: Namespace): boolean {
  return chooseBucket(hashUnit(`__${name}`, value, 1), [range]) !== undefined;
}

export interface Assignment {
  /** Stays the same for the experiment's whole life; another seed deals the customers again. */
  readonly seed: string;
  /** The share of each variation, the control first. They add up to 1. */
  readonly weights: readonly number[];
  /** The share of customers who take part, 0 to 1. */
  readonly coverage: number;
  readonly namespace?: Namespace;
  readonly hashVersion?: HashVersion;
}

/** The variation of this customer; undefined when the customer does not take part. */
export function assignVariation(customer: string, assignment: Assignment): number | undefined {
  const { seed, weights, coverage, namespace, hashVersion } = assignment;
  if (customer === "") return undefined;
  if (namespace !== undefined && !inNamespace(customer, namespace)) return undefined;
  return chooseBucket(hashUnit(seed, customer, hashVersion), bucketRanges(weights.length, coverage, weights));
}
