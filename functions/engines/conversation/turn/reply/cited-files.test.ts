import { aConversation, anOutcome } from "../../testing/fixtures.ts";
import { citedFiles } from "./cited-files.ts";

const file = (name: string) => ({ url: `https://files.example/${name}`, contentType: "application/pdf" });
const citing = (...citations: { id: string; title: string; files?: ReturnType<typeof file>[] }[]) =>
  anOutcome({ status: "reply", citations } as Partial<ReturnType<typeof anOutcome>>);

describe("the files sent with an answer", () => {
  it("are those of the sources it cites, each once", () => {
    const outcome = citing(
      { id: "a", title: "A", files: [file("1"), file("2")] },
      { id: "b", title: "B" },
      { id: "c", title: "C", files: [file("2")] },
    );
    expect(citedFiles(aConversation(), outcome)).toEqual([file("1"), file("2")]);
  });

  it("exclude files of a recent message", () => {
    const said = { id: "m", turnId: "t", role: "agent" as const, text: "Here.", choices: [], at: "", delivery: null };
    const conversation = aConversation({ recent: [{ ...said, files: [file("1").url] }] });
    const outcome = citing({ id: "a", title: "A", files: [file("1"), file("2")] });
    expect(citedFiles(conversation, outcome)).toEqual([file("2")]);
  });
});
