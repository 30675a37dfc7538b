import { html } from "hono/html";
import type { DocumentedOperation, Schemas } from "./document.ts";
import { inlineCode } from "./inline-code.ts";
import { sample } from "./sample.ts";
import { fieldRow, schemaView } from "./schema-view.ts";

type Html = ReturnType<typeof html>;

export interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

/** One operation: what it does, who may, what it takes and answers, and a call to copy. */
export function operationView(
  listed: Listed,
  context: { readonly schemas: Schemas; readonly publicUrl: string },
): Html {
  const { method, path, operation } = listed;
  const { schemas } = context;
  const body = operation.requestBody?.content["application/json"]?.schema;
  const alsoTakes = Object.keys(operation.requestBody?.content ?? {}).filter((type) => type !== "application/json");
  // Idempotency-Key is told of once, at the head of the page.
  const parameters = operation.parameters.filter((parameter) => parameter.in !== "header");
  const responses = Object.entries(operation.responses);
  const [status, success] = responses.find(([code]) => code.startsWith("2")) ?? [];
  const reply = success?.content?.["application/json"]?.schema;
  return html`<section class="operation" id="${operation.operationId}">
<div class="about">
<h3>${inlineCode(operation.summary.replace(/\.$/, ""))}</h3>
<p class="line"><span class="method ${method}">${method}</span> <code>${path}</code></p>
<p class="needs">Needs <code>${operation["x-permission"]}</code>: ${operation["x-roles"].join(", ")}.</p>
${
  parameters.length === 0
    ? ""
    : html`<h4>Parameters</h4><dl class="fields">${parameters.map((parameter) =>
        fieldRow({
          name: parameter.name,
          field: { ...parameter.schema, ...(parameter.description ? { description: parameter.description } : {}) },
          required: parameter.required,
          view: { schemas, given: true },
          depth: 1,
        }),
      )}</dl>`
}
${body === undefined ? "" : html`<h4>Body${alsoTakes.length > 0 ? html` <span class="type">or ${alsoTakes.join(", ")}</span>` : ""}</h4>${schemaView(body, { schemas, given: true })}`}
<h4>Answer <span class="status">${status}</span>${success?.content?.["text/event-stream"] ? html` <span class="type">or text/event-stream</span>` : ""}</h4>
${reply === undefined ? html`<p class="type">nothing</p>` : schemaView(reply, { schemas, given: false })}
<h4>Refusals</h4>
<p class="refusals">${responses.filter(([code]) => !code.startsWith("2")).map(([code, { description }]) => html`<span title="${description}">${code}</span> `)}</p>
</div>
<div class="example">
<p class="caption">Request</p>
<pre><code>${curl(listed, context)}</code></pre>
${reply === undefined ? "" : html`<p class="caption">Answer</p><pre><code>${JSON.stringify(sample(reply, schemas), null, 2)}</code></pre>`}
</div>
</section>`;
}

/** A call to paste into a shell: required parameters and fields only. */
function curl(
  { method, path, operation }: Listed,
  context: { readonly schemas: Schemas; readonly publicUrl: string },
): string {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const required = operation.parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const query = required.map(({ name, schema }) => `${name}=${String(sample(schema, context.schemas))}`).join("&");
  const url = `${context.publicUrl}${path}${query === "" ? "" : `?${query}`}`;
  const lines = [
    `curl${method === "GET" ? "" : ` -X ${method}`} '${url}'`,
    `-H "Authorization: Bearer $TOKEN"`,
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(sample(body, context.schemas), null, 2)}'`]),
  ];
  return lines.join(" \\\n  ");
}
