import { deriveId } from "../../../shared/runtime/ids.ts";

/** The same address in the same base is the same document, whoever reads it. */
export function urlDocumentId(base: string, url: string): string {
  return deriveId("knowledge-url", base, url);
}

const extensions: Readonly<Record<string, string>> = {
  "application/pdf": ".pdf",
  "text/html": ".html",
  "application/xhtml+xml": ".html",
  "text/markdown": ".md",
  "text/plain": ".txt",
  "text/csv": ".csv",
};

/** What a page is called until it tells its own title: the last part of its address, with its type's ending. */
export function fileName(url: string, contentType: string): string {
  const { hostname, pathname } = new URL(url);
  const last = decodeURIComponentSafely(pathname.split("/").findLast((part) => part !== "") ?? hostname);
  const extension = extensions[contentType.split(";")[0]?.trim().toLowerCase() ?? ""];
  if (extension === undefined) return last.slice(0, 200);
  return last.endsWith(extension) ? last.slice(-200) : `${last.slice(0, 190)}${extension}`;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % in the address
  }
}
