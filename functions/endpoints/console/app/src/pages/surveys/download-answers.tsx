import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { send } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/progress.tsx";
import { numberText } from "../../components/region.ts";
import { saveFile } from "../../components/save-file.ts";
import { Problem } from "../../components/status.tsx";

const perPage = 500;

/** Saves every answer of the period as one CSV file. The API gives it page by page, and the progress says how far that is. */
export function DownloadAnswers({ client, from }: { readonly client: string; readonly from: string }) {
  const [read, setRead] = useState(0);
  const { mutate, isPending, error } = useMutation({
    async mutationFn() {
      setRead(0);
      const pages = await readPages({ client, from, onPage: (count) => setRead(count * perPage) });
      // Spreadsheets take a file for UTF-8 only if it begins with this mark.
      saveFile(new Blob(["\ufeff", ...pages], { type: "text/csv" }), `surveys-${client}-${from.slice(0, 10)}.csv`);
    },
  });
  return (
    <>
      <div className="actions">
        <Button busy={isPending} onClick={() => mutate()}>
          {m.surveys_download()}
        </Button>
        {isPending && read > 0 && <Progress label={m.surveys_read({ count: numberText(read) })} />}
      </div>
      <Problem error={error} />
    </>
  );
}

async function readPages(of: {
  readonly client: string;
  readonly from: string;
  onPage(count: number): void;
}): Promise<readonly string[]> {
  const { client, from, onPage } = of;
  const pages: string[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ from, limit: String(perPage), ...(cursor === null ? {} : { cursor }) });
    const page: Response = await send("GET", `/v1/surveys/answers/csv?${query}`, { client });
    pages.push(await page.text());
    cursor = page.headers.get("Next-Cursor");
    onPage(pages.length);
  } while (cursor !== null);
  return pages;
}
