import { csrfHeader, newKey } from "./api.ts";
import { ApiProblem } from "./api-problem.ts";

/**
 * Sends a file as a form and tells how far it is, which `fetch` cannot. The answer is what the API returns.
 * @throws ApiProblem with what the API says
 */
export function upload(
  path: string,
  {
    file,
    client,
    onProgress,
    signal,
  }: { readonly file: File; readonly client: string; onProgress(share: number): void; readonly signal: AbortSignal },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    const headers = { Accept: "application/json", "X-Client-Id": client, "Idempotency-Key": newKey(), ...csrfHeader() };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      const { status } = request;
      const answer = jsonOf(request.responseText);
      if (status < 300) return resolve(answer);
      const { code, detail } = answer as { readonly code?: unknown; readonly detail?: unknown };
      reject(
        new ApiProblem({
          status,
          code: typeof code === "string" ? code : "unknown",
          detail: typeof detail === "string" ? detail : `${status} ${request.statusText}`,
        }),
      );
    };
    request.onerror = () =>
      reject(new ApiProblem({ status: 503, code: "unreachable", detail: "The server cannot be reached." }));
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/** What stands between the page and the API answers without JSON. */
function jsonOf(text: string): object {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? answer : {};
  } catch {
    return {};
  }
}
