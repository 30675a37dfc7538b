import { DocumentUnreadable } from "../../../shared/knowledge/reading/block.ts";

/** Why a document cannot be read, as it is stored. */
export interface DocumentFailure {
  readonly code: string;
  readonly detail: string;
}

/** The value, or why the document cannot be read. Other errors are thrown. */
export async function orFailure<T>(read: () => Promise<T>): Promise<T | DocumentFailure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DocumentUnreadable) return { code: error.code, detail: error.message };
    throw error;
  }
}
