import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "#messages";
import { send } from "../../api/api.ts";
import { sessionQuery } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { Preferences } from "../../shell/preferences.tsx";
import { pathBelowConsole } from "./path-below-console.ts";

/** Signs in by the secret after the address's `#`, which browsers send to no server. */
export function SignInPage() {
  const [secret] = useState(() => window.location.hash.slice(1));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => send("POST", "/v1/session/sign-in", { body: { secret } }),
    async onSuccess() {
      await queries.resetQueries({ queryKey: sessionQuery.queryKey });
      await navigate({ href: pathBelowConsole(window.location.search), replace: true });
    },
  });
  return (
    <main className="sign-in">
      <h1>{m.sign_in()}</h1>
      {secret === "" ? (
        <LinkByMail />
      ) : (
        <>
          <p>{m.sign_in_link()}</p>
          <Button look="primary" busy={isPending} onClick={() => mutate()}>
            {m.sign_in()}
          </Button>
        </>
      )}
      <Problem error={error} />
      <Preferences />
    </main>
  );
}

/** The answer is the same whether the address is known or not. */
function LinkByMail() {
  const next = pathBelowConsole(window.location.search);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: (form: FormData) =>
      send("POST", "/v1/session/link", { body: { email: String(form.get("email")), next } }),
  });
  if (isSuccess)
    return (
      <Notice>
        <p>{m.link_sent()}</p>
      </Notice>
    );
  return (
    <form className="form" action={(form) => mutate(form)}>
      <p>{m.sign_in_how()}</p>
      <Field name="email" type="email" label={m.email()} required maxLength={254} />
      <Problem error={error} />
      <div className="actions">
        <Button look="primary" type="submit" busy={isPending}>
          {m.send_link()}
        </Button>
      </div>
    </form>
  );
}
