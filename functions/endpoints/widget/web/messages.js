import { icon, icons, make, withLinks } from "./dom.js";
import { openChoices } from "./thread.js";

/**
 * The list of messages. Only changed messages are rendered again, so that screen readers and text selections keep their
 * position.
 */
export function messageList({ words, agentName, onPick, onAgain }) {
  const list = make("ol", { className: "messages", tabIndex: 0, "aria-label": words.conversation });
  const drawn = new Map();

  function draw({ thread, writing, working }, greeting) {
    const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    const choices = openChoices(thread);
    const wanted = [
      ...(greeting ? [{ key: "greeting", role: "agent", text: greeting }] : []),
      ...thread.map((message) => ({ key: message.message_id, ...message })),
      ...(choices.length > 0 && writing === undefined ? [{ key: "choices", choices }] : []),
      ...(writing === undefined ? [] : [{ key: "writing", role: "agent", text: writing, working }]),
    ];
    const nodes = wanted.map((each) => {
      const seen = JSON.stringify(each);
      const known = drawn.get(each.key);
      if (known?.seen === seen) return known.node;
      const node = render(each);
      drawn.set(each.key, { seen, node });
      return node;
    });
    for (const key of drawn.keys()) if (!wanted.some((each) => each.key === key)) drawn.delete(key);
    for (const [index, node] of nodes.entries()) {
      if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
    }
    while (list.children.length > nodes.length) list.lastChild.remove();
    if (wasAtEnd || thread.at(-1)?.state === "waiting") list.scrollTop = list.scrollHeight;
  }

  function render(each) {
    if (each.key === "choices") return choiceRow(each.choices);
    if (each.key === "writing" && each.text === "") return typing(each.working);
    const { role, text, attachments = [], citations = [], state, at } = each;
    const bubble = make("div", { className: "bubble", dir: "auto", title: at ? new Date(at).toLocaleString() : "" });
    for (const { content_type: type, url } of attachments) bubble.append(file(type, url));
    bubble.append(...withLinks(text));
    const item = make("li", { className: `message ${role}` });
    // Outside the bubble, whose text direction depends on its own first letters.
    if (role === "operator") item.append(make("span", { className: "by" }, words.colleague));
    else item.append(make("span", { className: "hidden" }, `${role === "customer" ? words.you : agentName}:`));
    item.append(bubble);
    if (citations.length > 0)
      item.append(make("small", {}, `${words.sources}: ${citations.map(({ title }) => title).join(", ")}`));
    if (state === "waiting") item.classList.add("waiting");
    if (state === "failed") item.append(failure(each.key));
    return item;
  }

  function file(type, url) {
    const shown = [icon(icons.attach), fileWord(type)];
    if (!url?.startsWith("https://")) return make("span", { className: "file" }, ...shown);
    return make("a", { className: "file", href: url, target: "_blank", rel: "noopener noreferrer" }, ...shown);
  }

  const fileWord = (type) => (type.startsWith("image/") ? words.picture : words.document);

  function choiceRow(choices) {
    const buttons = choices.map(({ id, label }) =>
      make("button", { type: "button", onclick: () => onPick({ id, label }), dir: "auto" }, label),
    );
    return make("li", { className: "choices" }, ...buttons);
  }

  function typing(working) {
    const dots = make("span", { className: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
    const said = working ? words.working : words.writing(agentName);
    return make(
      "li",
      { className: "message agent" },
      make("div", { className: "bubble typing" }, dots, working ? said : make("span", { className: "hidden" }, said)),
    );
  }

  function failure(id) {
    const retry = make("button", { type: "button", onclick: () => onAgain(id) }, words.again);
    return make("small", { className: "failure", role: "alert" }, `${words.failed} `, retry);
  }

  return { list, draw };
}
