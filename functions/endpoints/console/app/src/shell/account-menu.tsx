import { useMutation } from "@tanstack/react-query";
import { m } from "#messages";
import type { SessionView } from "../../../../../engines/accounts/session-view.ts";
import { send } from "../api/api.ts";
import { Button } from "../components/button.tsx";
import { Preferences } from "./preferences.tsx";

/** Who is signed in, the browser's preferences, and the way out. */
export function AccountMenu({ session }: { readonly session: SessionView }) {
  const signOut = useMutation({
    mutationFn: () => send("POST", "/v1/session/sign-out"),
    // Everything that was read as this person goes with the page.
    onSuccess: () => window.location.assign("/console/sign-in"),
  });
  return (
    <details className="account">
      <summary>
        <span className="initial" aria-hidden="true">
          {session.name.slice(0, 1).toUpperCase()}
        </span>
        <span data-wide="">{session.name}</span>
      </summary>
      <div className="popup">
        <p>
          {session.email}
          <br />
          <span className="quiet">{session.roles.join(", ")}</span>
        </p>
        <Preferences />
        <Button busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {m.sign_out()}
        </Button>
      </div>
    </details>
  );
}
