import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { m } from "#messages";
import { Page } from "../components/page.tsx";
import { Progress } from "../components/progress.tsx";
import { Problem } from "../components/status.tsx";

export function PagePending() {
  return <Progress label={m.loading()} />;
}

export function PageFailure({ error, reset }: ErrorComponentProps) {
  return (
    <Page title={m.page_failed()}>
      <Problem error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
    </Page>
  );
}

export function PageMissing() {
  return (
    <div className="missing">
      <Page title={m.page_missing()} intro={m.page_missing_lead()}>
        <Link to="/">{m.nav_clients()}</Link>
      </Page>
    </div>
  );
}
