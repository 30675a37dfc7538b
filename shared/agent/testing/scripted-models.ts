import type { ModelPart, ModelReply, ModelRequest, Models } from "../../models/model.ts";

/** One reply of a scripted model: text (streamed in pieces on request), calls, or an error. */
export type ScriptedReply =
  | string
  | { readonly text?: string; readonly calls?: readonly Call[]; readonly finish?: ModelReply["finish"] }
  | Error
  | ((request: ModelRequest) => ScriptedReply | Promise<ScriptedReply>);

interface Call {
  readonly name: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** In-process models that give the scripted replies in order and record the requests. */
export interface ScriptedModels extends Models {
  readonly requests: readonly (ModelRequest & { readonly model: string })[];
}

export function scriptedModels(...script: readonly ScriptedReply[]): ScriptedModels {
  const requests: (ModelRequest & { model: string })[] = [];
  let calls = 0;
  return {
    requests,
    async generate(choice, request) {
      requests.push({ ...request, model: choice.primary });
      let next = script[requests.length - 1];
      while (typeof next === "function") next = await next(request);
      if (next === undefined) throw new Error(`The script has no reply ${requests.length}.`);
      if (next instanceof Error) throw next;
      const { text = "", calls: made = [], finish = "stop" } = typeof next === "string" ? { text: next } : next;
      if (text !== "") for (const piece of text.match(/[\s\S]{1,7}/g) ?? []) request.onText?.(piece);
      const parts: ModelPart[] = [
        ...(text === "" ? [] : [{ type: "text" as const, text }]),
        ...made.map(({ name, args = {} }) => {
          calls += 1;
          return { type: "call" as const, id: `c${calls}`, name, args };
        }),
      ];
      return { model: choice.primary, served: choice.primary, parts, finish, inputTokens: 10, outputTokens: 5 };
    },
  };
}
