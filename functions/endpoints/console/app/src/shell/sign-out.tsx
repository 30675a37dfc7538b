import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { m } from "#messages";
import { send } from "../api/api.ts";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { Problem } from "../components/status.tsx";
import { countUnsent } from "./unsent.ts";
import { forgetTexts } from "./vault/open-vault.ts";

/** The way out. What was written and not sent would stay in the browser: it goes too, and the person is asked before. */
export function SignOut({ personId }: { readonly personId: string }) {
  const [unsent, setUnsent] = useState(0);
  const signOut = useMutation({
    mutationFn: () => send("POST", "/v1/session/sign-out"),
    async onSuccess() {
      await forgetTexts(personId);
      // Everything that was read as this person goes with the page.
      window.location.assign("/console/sign-in");
    },
  });
  async function leave(): Promise<void> {
    const count = await countUnsent(personId);
    setUnsent(count);
    if (count === 0) signOut.mutate();
  }
  const stay = () => {
    setUnsent(0);
    signOut.reset();
  };
  return (
    <>
      <Button busy={signOut.isPending} onClick={() => void leave()}>
        {m.sign_out()}
      </Button>
      <Dialog title={m.sign_out()} open={unsent > 0} onClose={stay}>
        <p>{m.sign_out_unsent({ count: String(unsent) })}</p>
        <Problem error={signOut.error} />
        <div className="actions">
          <Button onClick={stay}>{m.cancel()}</Button>
          <Button look="danger" busy={signOut.isPending} onClick={() => signOut.mutate()}>
            {m.sign_out_delete()}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
