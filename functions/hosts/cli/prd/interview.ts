import { createInterface } from "node:readline/promises";
import { InterviewView } from "../../../engines/prd/interview/interview-routes.ts";
import { connect, type ServerOptions } from "../api/connect.ts";
import { note, print } from "../output.ts";

/** Asks on the terminal until the interview is finished or the input ends. It goes on later with `--session`. */
export async function interview(
  options: ServerOptions & { readonly session?: string; readonly title?: string; readonly language: string },
): Promise<void> {
  const api = await connect(options, "admin");
  const { session, title, language } = options;
  const body = { client_id: options.client, language, ...(title === undefined ? {} : { title }) };
  let state =
    session === undefined
      ? await api.post("/v1/prd/sessions", { body, reply: InterviewView })
      : await api.get("/v1/prd/sessions/:id", { params: { id: session }, reply: InterviewView });
  const { session_id: id } = state;
  note(`To go on later: prd interview --client ${options.client} --session ${id}`);
  const input = createInterface({ input: process.stdin });
  try {
    show(state);
    for await (const line of input) {
      if (line.trim() === "") continue;
      const call = { params: { id }, body: { text: line }, reply: InterviewView };
      state = await api.post("/v1/prd/sessions/:id/messages", call);
      show(state);
      if (state.status === "finished") break;
    }
  } finally {
    input.close();
  }
  print(`The document: prd show --client ${options.client} ${state.prd_id}`);
}

function show({ messages, progress }: InterviewView): void {
  print(messages.at(-1)?.text ?? "");
  note(`${progress.done} of ${progress.total} questions`);
}
