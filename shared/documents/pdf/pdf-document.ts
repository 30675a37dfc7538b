/** A language in which a document's fixed words exist. The texts themselves may be in any. */
export const pdfLanguages = ["en", "hi", "ur"] as const;
export type PdfLanguage = (typeof pdfLanguages)[number];

/**
 * A text of a document. Nothing in it is markup. `sources` are places in the document's own list, counted from 1, and are
 * printed as linked numbers behind the text.
 */
export type PdfText =
  | string
  | { readonly text: string; readonly sources?: readonly number[] | undefined; readonly strong?: boolean | undefined };

export interface PdfColumn {
  readonly title: string;
  /** Numbers stand at the end. */
  readonly align?: "start" | "end";
  /** The column's share of the width beside the others'; 1 unless given. */
  readonly width?: number;
}

export interface PdfBar {
  readonly label: string;
  /** Not negative. The longest bar takes the whole width. */
  readonly value: number;
  /** The value as it is written, with its unit. */
  readonly shown: string;
}

/** A part of a document's body, in reading order. */
export type PdfBlock =
  | { readonly type: "section"; readonly level: 1 | 2 | 3; readonly title: string }
  | { readonly type: "paragraph"; readonly text: PdfText }
  | { readonly type: "list"; readonly items: readonly PdfText[]; readonly numbered?: boolean }
  /** Figures in large type, up to four in a row. */
  | {
      readonly type: "figures";
      readonly figures: readonly {
        readonly value: string;
        readonly label: string;
        readonly note?: string | undefined;
      }[];
    }
  /** The header is repeated on every page of the table. Each row has a cell for every column. */
  | {
      readonly type: "table";
      readonly caption?: string;
      readonly columns: readonly PdfColumn[];
      readonly rows: readonly (readonly PdfText[])[];
    }
  | { readonly type: "bars"; readonly caption: string; readonly bars: readonly PdfBar[] }
  /** A text that stands out: a remark, or something to beware of. */
  | { readonly type: "note"; readonly tone: "remark" | "warning"; readonly text: PdfText };

export interface PdfSource {
  readonly text: string;
  /** An http or https address, which becomes a link. */
  readonly url?: string | undefined;
  /** What else is known of it: when it was read, by whom. */
  readonly detail?: string | undefined;
}

/** A document as `renderPdf` prints it: a title page, contents where it is long, the body, and its numbered sources. */
export interface PdfDocument {
  readonly language: PdfLanguage;
  readonly title: string;
  readonly subtitle?: string;
  /** Who publishes it; stands on the title page and in the file's properties. */
  readonly author: string;
  /** When it was made, in ISO 8601: the date in the file's properties. */
  readonly madeAt: string;
  /** Facts of the title page, such as the date. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly blocks: readonly PdfBlock[];
  readonly sources?: readonly PdfSource[];
}
