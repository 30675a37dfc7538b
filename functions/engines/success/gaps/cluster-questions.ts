export interface QuestionGroup {
  readonly key: string;
  readonly question: string;
  readonly languages: readonly string[];
  readonly conversations: number;
  /** A vector of length 1; null where there is no model of meaning. */
  readonly vector: readonly number[] | null;
}

/** A gap that is known from earlier looks. */
export interface KnownGap {
  readonly id: string;
  readonly keys: readonly string[];
  readonly vector: readonly number[] | null;
}

export interface Cluster {
  /** Null: a new one. */
  readonly known: string | null;
  /** The most asked first. */
  readonly groups: readonly QuestionGroup[];
}

/**
 * Groups questions of one meaning: first by the keys and meanings of known gaps, then around the most asked question. The same
 * questions always give the same clusters. Without vectors only equal keys belong together. Pure.
 */
export function clusterQuestions(
  groups: readonly QuestionGroup[],
  known: readonly KnownGap[],
  alike: number,
): readonly Cluster[] {
  const clusters = known.map(({ id, keys, vector }) => ({
    known: id as string | null,
    keys: new Set(keys),
    vector,
    groups: [] as QuestionGroup[],
  }));
  const ordered = groups.toSorted(
    (one, other) => other.conversations - one.conversations || one.key.localeCompare(other.key),
  );
  for (const group of ordered) {
    const named = clusters.find(({ keys }) => keys.has(group.key));
    const home = named ?? nearest(clusters, group, alike);
    if (home) home.groups.push(group);
    else clusters.push({ known: null, keys: new Set([group.key]), vector: group.vector, groups: [group] });
  }
  return clusters
    .filter((cluster) => cluster.groups.length > 0)
    .map((cluster) => ({ known: cluster.known, groups: cluster.groups }));
}

function nearest<C extends { readonly vector: readonly number[] | null }>(
  clusters: readonly C[],
  { vector }: QuestionGroup,
  alike: number,
): C | undefined {
  if (vector === null) return undefined;
  let best: { readonly cluster: C; readonly cosine: number } | undefined;
  for (const cluster of clusters) {
    if (cluster.vector === null) continue;
    const cosine = cosineOf(cluster.vector, vector);
    if (cosine >= alike && cosine > (best?.cosine ?? -1)) best = { cluster, cosine };
  }
  return best?.cluster;
}

function cosineOf(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}
