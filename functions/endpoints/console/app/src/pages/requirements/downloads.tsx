import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { saveFile } from "../../components/save-file.ts";
import { Problem } from "../../components/status.tsx";
import type { OfDocument } from "./use-requirements.ts";

/** The document as a file. */
export function Downloads({ of: { client, prd } }: { readonly of: OfDocument }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (format: "md" | "pdf") =>
      api("GET", "/v1/prds/:id/file", { params: { id: prd }, query: { format }, client }),
    onSuccess({ file_name, media_type, base64 }) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      saveFile(new Blob([bytes], { type: media_type }), file_name);
    },
  });
  return (
    <>
      <Button busy={isPending} onClick={() => mutate("md")}>
        Markdown
      </Button>
      <Button busy={isPending} onClick={() => mutate("pdf")}>
        PDF
      </Button>
      <Problem error={error} />
    </>
  );
}
