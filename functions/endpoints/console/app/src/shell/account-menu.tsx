import type { SessionView } from "../../../../../engines/accounts/session-view.ts";
import { Preferences } from "./preferences.tsx";
import { SignOut } from "./sign-out.tsx";

/** Who is signed in, the browser's preferences, and the way out. */
export function AccountMenu({ session }: { readonly session: SessionView }) {
  return (
    <details className="account">
      <summary>
        <span className="initial" aria-hidden="true">
          {session.name.slice(0, 1).toUpperCase()}
        </span>
        <span className="name">{session.name}</span>
      </summary>
      <div className="popup">
        <p>
          <bdi dir="ltr">{session.email}</bdi>
          <br />
          <span className="quiet">{session.roles.join(", ")}</span>
        </p>
        <Preferences />
        <SignOut personId={session.person_id} />
      </div>
    </details>
  );
}
