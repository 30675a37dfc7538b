// Beside the chat: what the agent did for this visitor. The widget says when something was answered.
const { token, client } = document.querySelector("script[data-token]").dataset;
const list = document.querySelector("#turns");
const hint = document.querySelector("#did-hint");

document.addEventListener("agent-chat-turn", async ({ detail }) => {
  const headers = { Authorization: `Bearer ${detail.token}` };
  const response = await fetch(`/demos/${token}/activity?client_id=${encodeURIComponent(client)}`, { headers });
  if (!response.ok) return;
  const { turns } = await response.json();
  hint.hidden = turns.length > 0;
  list.replaceChildren(...turns.map(itemOf));
});

function itemOf({ ms, tools, sources, tokens }) {
  const item = document.createElement("li");
  const did = tools.map((tool) => `${tool.name} (${tool.status}, ${tool.ms} ms)`).join(" → ");
  const read = sources.length > 0 ? ` · ${sources.join("; ")}` : "";
  item.textContent = `${ms} ms · ${tokens} tokens${did ? ` · ${did}` : ""}${read}`;
  return item;
}
