/** A part of a document's text, in reading order. `page` counts from 1 and is absent where there are no pages. */
export type Block =
  | { readonly type: "heading"; readonly level: number; readonly text: string; readonly page?: number }
  | { readonly type: "text"; readonly text: string; readonly page?: number }
  /** The first row names the columns. */
  | { readonly type: "table"; readonly rows: readonly (readonly string[])[]; readonly page?: number }
  | { readonly type: "question"; readonly question: string; readonly answer: string; readonly page?: number };

/** A page whose text cannot be read, cut out as a PDF of its own. `file` is undefined when it cannot be cut out. */
export interface UnreadablePage {
  readonly page: number;
  readonly file?: Uint8Array;
}

/** What was read of a document, or of a range of its pages. */
export interface ReadDocument {
  /** The title that the document gives itself. */
  readonly title?: string;
  readonly blocks: readonly Block[];
  /** Pages of the whole document. 1 for a document without pages. */
  readonly pages: number;
  readonly unreadable: readonly UnreadablePage[];
  /** Absolute addresses that a web page or a sitemap links to. */
  readonly links?: readonly string[];
}

/** Pages from `first` to `last`, counted from 1, both included. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

/** A document that cannot be read, and why. `code` is stable, and `message` may be shown to the tenant. */
export class DocumentUnreadable extends Error {
  override readonly name = "DocumentUnreadable";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
