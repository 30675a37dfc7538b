import { useQuery } from "@tanstack/react-query";
import { CatchBoundary, Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useId } from "react";
import { m } from "#messages";
import { useSession } from "../../api/session.ts";
import { Progress } from "../../components/progress.tsx";
import { Problem } from "../../components/status.tsx";
import type { PageDefinition } from "../page-definition.ts";

interface Asked {
  readonly client: string;
  readonly signal: AbortSignal;
}

interface TileProps<Data> {
  readonly title: string;
  /** The page that says more, below the client's. */
  readonly page: string;
  readonly permission: NonNullable<PageDefinition["permission"]>;
  read(asked: Asked): Promise<Data>;
  children(data: Data, client: string): ReactNode;
}

const refreshMs = 60_000;

/**
 * A part of the morning overview. Each loads and fails on its own: a refusal, or data that cannot be shown, takes its own
 * place only. People who may not read it do not see it.
 */
export function Tile<Data>({ title, page, permission, read, children }: TileProps<Data>) {
  const { client = "" } = useParams({ strict: false });
  const id = useId();
  // The headings are painted first, and what the tiles ask for and show does not hold that up.
  const isPainted = useDeferredValue(true, false);
  if (!useSession().may(permission)) return null;
  return (
    <li className="card tile">
      <section aria-labelledby={id}>
        <h2 id={id}>
          <Link to={`/clients/$client/${page}` as string} params={{ client } as never}>
            {title}
          </Link>
        </h2>
        <CatchBoundary getResetKey={() => client} errorComponent={Unshown}>
          {isPainted ? (
            <Content name={page} title={title} client={client} read={read}>
              {children}
            </Content>
          ) : (
            <Progress label={m.loading()} />
          )}
        </CatchBoundary>
      </section>
    </li>
  );
}

function Unshown({ error }: { readonly error: unknown }) {
  return <Problem error={error instanceof Error ? error : new Error(String(error))} />;
}

function Content<Data>({
  name,
  title,
  client,
  read,
  children,
}: Pick<TileProps<Data>, "title" | "read" | "children"> & { readonly name: string; readonly client: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["overview", client, name, title],
    queryFn: ({ signal }) => read({ client, signal }),
    refetchInterval: refreshMs,
  });
  return (
    <>
      <Problem error={error} retry={() => void refetch()} />
      {data !== undefined && children(data, client)}
      {data === undefined && !error && <Progress label={m.loading()} />}
    </>
  );
}

/** What is not known, in place of a zero. */
export function NotKnown({ children }: { readonly children: ReactNode }) {
  return <p className="quiet">{children}</p>;
}

/** The figure that a tile is opened for. */
export function Figure({ value, of }: { readonly value: string; readonly of: ReactNode }) {
  return (
    <p>
      <span className="tile-figure">{value}</span> {of}
    </p>
  );
}
