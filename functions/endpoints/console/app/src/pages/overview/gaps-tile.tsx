import { m } from "#messages";
import { api } from "../../api/api.ts";
import { NotKnown, Tile } from "./tile.tsx";

const named = 3;
const counted = 50;

/** What the agent lacks: answers that customers asked for, and tools. They have two pages, so these are two tiles. */
export function GapsTile() {
  return (
    <>
      <Tile
        title={m.success_questions()}
        page="success"
        permission="knowledge:read"
        read={(asked) => api("GET", "/v1/knowledge/unanswered", { query: { limit: counted }, ...asked })}
      >
        {({ items }) =>
          items.length === 0 ? (
            <p>{m.success_no_questions()}</p>
          ) : (
            <Names
              total={items.length === counted ? m.today_or_more({ count: counted }) : String(items.length)}
              names={items.map(({ question }) => question)}
            />
          )
        }
      </Tile>
      <Tile
        title={m.today_tools()}
        page="automation"
        permission="configs:read"
        read={(asked) => api("GET", "/v1/automation/gaps", asked)}
      >
        {({ items }) => {
          const open = items.filter(({ issue }) => issue?.state !== "closed");
          if (open.length === 0) return <p>{m.today_no_tools()}</p>;
          return <Names total={String(open.length)} names={[...new Set(open.map(({ name }) => name))]} />;
        }}
      </Tile>
    </>
  );
}

/** How many wait, and the first of them. */
function Names({ total, names }: { readonly total: string; readonly names: readonly string[] }) {
  return (
    <>
      <p>{m.today_waiting({ total })}</p>
      <ul className="tile-list">
        {names.slice(0, named).map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {names.length > named && <NotKnown>{m.today_and_more()}</NotKnown>}
    </>
  );
}
