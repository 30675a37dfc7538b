import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { getLocale } from "#language";
import { m } from "#messages";
import { send } from "../../api/api.ts";
import { sessionQuery } from "../../api/session.ts";
import { Button } from "../../components/button.tsx";
import { Field } from "../../components/field.tsx";
import { Form, textOf } from "../../components/form.tsx";
import { Notice, Problem } from "../../components/status.tsx";
import { Preferences } from "../../shell/preferences.tsx";
import { pathBelowConsole } from "./path-below-console.ts";
import { providerAnswer } from "./provider-answer.ts";
import { ProviderAnswer, ProviderButton } from "./provider-sign-in.tsx";

/** Signs in by a link, or by an identity provider that has sent the browser back here. */
export function SignInPage() {
  const [secret] = useState(() => window.location.hash.slice(1));
  const [answer, setAnswer] = useState(() => providerAnswer(window.location.search));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = async (path: string) => {
    await queries.resetQueries({ queryKey: sessionQuery.queryKey });
    await navigate({ href: path, replace: true });
  };
  return (
    <main className="sign-in">
      <h1>{m.sign_in()}</h1>
      {answer !== undefined ? (
        <ProviderAnswer answer={answer} onSignedIn={open} onGivenUp={() => setAnswer(undefined)} />
      ) : secret === "" ? (
        <>
          <LinkByMail />
          <ProviderButton />
        </>
      ) : (
        <Link secret={secret} onSignedIn={() => open(pathBelowConsole(window.location.search))} />
      )}
      <Preferences />
    </main>
  );
}

/** A secret after the address's `#`, which browsers send to no server. */
function Link({ secret, onSignedIn }: { readonly secret: string; onSignedIn(): Promise<void> }) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => send("POST", "/v1/session/sign-in", { body: { secret } }),
    onSuccess: onSignedIn,
  });
  return (
    <>
      <p>{m.sign_in_link()}</p>
      <Button look="primary" busy={isPending} onClick={() => mutate()}>
        {m.sign_in()}
      </Button>
      <Problem error={error} />
    </>
  );
}

/** The answer is the same whether the address is known or not. */
function LinkByMail() {
  const next = pathBelowConsole(window.location.search);
  return (
    <Form
      submit={m.send_link()}
      send={(values) => {
        const body = { email: textOf(values, "email"), next, language: getLocale() };
        return send("POST", "/v1/session/link", { body });
      }}
      answer={() => (
        <Notice>
          <p>{m.link_sent()}</p>
        </Notice>
      )}
    >
      <p>{m.sign_in_how()}</p>
      <Field name="email" type="email" label={m.email()} autoComplete="email" required maxLength={254} />
    </Form>
  );
}
