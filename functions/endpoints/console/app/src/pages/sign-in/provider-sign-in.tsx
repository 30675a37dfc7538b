import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { m } from "#messages";
import { send } from "../../api/api.ts";
import { Button } from "../../components/button.tsx";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import { pathBelowConsole } from "./path-below-console.ts";

/** Where the person was going, while the provider has the window. */
const kept = "console-sign-in-next";

/** Goes to the identity provider, where one is set. */
export function ProviderButton() {
  const { data } = useQuery({
    queryKey: ["sign-in-ways"],
    queryFn: async ({ signal }) => {
      const answered = await send("GET", "/v1/session/ways", { signal });
      return (await answered.json()) as { readonly oidc: boolean };
    },
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const answered = await send("POST", "/v1/session/oidc", { body: {} });
      return (await answered.json()) as { readonly url: string };
    },
    onSuccess({ url }) {
      sessionStorage.setItem(kept, window.location.search);
      window.location.assign(url);
    },
  });
  if (data?.oidc !== true) return null;
  return (
    <>
      <p className="quiet">{m.sign_in_or()}</p>
      <Button busy={isPending} onClick={() => mutate()}>
        {m.sign_in_provider()}
      </Button>
      <Problem error={error} />
    </>
  );
}

/** Brings the provider's answer to the server. It works once, so it is sent once. */
export function ProviderAnswer({
  answer,
  onSignedIn,
  onGivenUp,
}: {
  readonly answer: string;
  onSignedIn(path: string): Promise<void>;
  onGivenUp(): void;
}) {
  const { mutate, error } = useMutation({
    mutationFn: () => send("POST", "/v1/session/oidc/sign-in", { body: { answer } }),
    async onSuccess() {
      const next = sessionStorage.getItem(kept) ?? "";
      sessionStorage.removeItem(kept);
      await onSignedIn(pathBelowConsole(next));
    },
  });
  useEffect(() => mutate(), [mutate]);
  if (error === null) return <Progress label={m.loading()} />;
  const giveUp = () => {
    window.history.replaceState(null, "", window.location.pathname + (sessionStorage.getItem(kept) ?? ""));
    onGivenUp();
  };
  return (
    <>
      <Problem error={error} />
      <Button look="primary" onClick={giveUp}>
        {m.try_again()}
      </Button>
    </>
  );
}
