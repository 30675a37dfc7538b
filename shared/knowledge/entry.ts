/** Something the agent may say, as the tenant wrote it. `base` is the knowledge base it belongs to. */
export interface KnowledgeEntry {
  readonly base: string;
  readonly id: string;
  readonly title: string;
  readonly text: string;
}
