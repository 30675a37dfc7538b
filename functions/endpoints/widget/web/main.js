import { api } from "./api.js";
import { panel } from "./panel.js";
import { store } from "./store.js";
import { sheet } from "./style.js";
import { talk } from "./talk.js";
import { wordsFor } from "./words.js";

const firstTryMs = 1_000;
const longestTryMs = 30_000;

/**
 * Adds the chat to the page, if the client offers one.
 * @param {{ host: string, client: string, lang?: string, position?: string, proactiveAfter?: string }} page
 */
export async function start(page) {
  const { lasting, visit } = store(page.client);
  const calls = api({ host: page.host, client: page.client, storage: lasting });
  const wanted = [page.lang, document.documentElement.lang, ...navigator.languages];
  const [offer, { language, direction, words }] = await Promise.all([calls.offer(), wordsFor(wanted)]);
  const host = document.createElement("div");
  host.lang = language;
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = [sheet()];
  let beginning;

  const conversation = talk({ api: calls, storage: lasting, onChange });
  const view = panel({
    root,
    words,
    offer,
    direction,
    position: page.position,
    onOpen: () => void begin(),
    async onSay(message) {
      conversation.say(message);
      await begin();
    },
    onAgain: conversation.again,
    onCall: () => void call(),
    upload: conversation.upload,
  });
  document.body.append(host);

  let answered = 0;
  /** With `data-activity`, tells the page of each answer, with the token by which it may read what the agent did. */
  function onChange(state) {
    view.update(state);
    const answers = state.thread.filter(({ role }) => role !== "customer").length;
    if (page.activity === undefined || answers === answered) return;
    answered = answers;
    void calls.token().then(({ token }) => {
      document.dispatchEvent(new CustomEvent("agent-chat-turn", { detail: { token } }));
    });
  }

  /** Only a visitor who opens the chat gets a session. Visiting a page stores nothing. */
  function begin() {
    beginning ??= tryUntil(conversation.begin, () => view.tell(words.noStart)).then(() => view.tell(""));
    return beginning;
  }

  let inCall;
  /** A call's code is loaded only when somebody calls. */
  async function call() {
    if (inCall) return;
    inCall = true;
    try {
      const { openCall } = await import("./call-panel.js");
      await openCall({
        offer,
        host: page.host,
        language,
        view,
        api: calls,
        onClose: () => {
          inCall = undefined;
        },
      });
    } catch (error) {
      inCall = undefined;
      view.tell(words.noCall);
      console.error("The call could not be loaded.", error);
    }
  }

  if (calls.hasSession()) void begin();
  const invitesAfter = inviteAfterSeconds(page, offer);
  if (invitesAfter !== undefined && !calls.hasSession() && !visit.get("invited"))
    setTimeout(() => {
      if (calls.hasSession()) return;
      visit.set("invited", true);
      view.invite();
    }, invitesAfter * 1_000);
}

/** The page's attribute takes precedence over the client's configuration. */
function inviteAfterSeconds({ proactiveAfter }, { proactive }) {
  if (proactive === null) return undefined;
  if (proactiveAfter !== undefined) return Number(proactiveAfter);
  const { pages, after_seconds: seconds } = proactive;
  return pages.length === 0 || pages.some((path) => location.pathname.startsWith(path)) ? seconds : undefined;
}

async function tryUntil(work, onFailure) {
  for (let pauseMs = firstTryMs; ; pauseMs = Math.min(pauseMs * 2, longestTryMs)) {
    try {
      return await work();
    } catch (error) {
      if (error.isPassing === false) throw error;
      onFailure();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
