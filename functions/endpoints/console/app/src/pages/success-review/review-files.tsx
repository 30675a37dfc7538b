import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import { send } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { saveFile } from "../../components/save-file.ts";
import { Problem } from "../../components/status.tsx";

/** The review as a file in each of its languages. */
export function ReviewFiles({ client, quarter }: { readonly client: string; readonly quarter: string }) {
  const { mutate, isPending, error } = useMutation({
    async mutationFn(language: "en" | "hi") {
      const response = await send("GET", `/v1/success/reviews/${quarter}/pdf?language=${language}`, { client });
      saveFile(await response.blob(), `review-${quarter}-${language}.pdf`);
    },
  });
  return (
    <>
      <Button busy={isPending} onClick={() => mutate("en")}>
        {m.review_pdf_en()}
      </Button>
      <Button busy={isPending} onClick={() => mutate("hi")}>
        {m.review_pdf_hi()}
      </Button>
      <Problem error={error} />
    </>
  );
}
