import { startCall } from "./call.js";
import { callStyles } from "./call-style.js";
import { callView } from "./call-view.js";

/** Opens a call in the chat's panel. Resolves once it is shown. */
export async function openCall({ offer, host, language, view, api, onClose }) {
  const { words } = await import(`./call-words-${language}.js`);
  view.style(callStyles());
  const visible = callView({ words, agentName: offer.agent_name, call: () => call, onClose: close });
  const call = startCall({ connect: (to) => connect(to, { offer, host, language, api }), onChange: draw });
  view.showCall({ element: visible.element, say: ({ text }) => call.say(text), placeholder: words.placeholder });
  visible.focus();

  function draw(state) {
    visible.draw(state);
    if (state.phase === "ended") view.callOver(close);
  }

  function close() {
    visible.close();
    view.showCall(undefined);
    onClose();
  }
}

/** LiveKit carries a call better over a bad network, so it comes first. Where it cannot be reached, the socket carries it. */
async function connect(to, { offer, host, language, api }) {
  const { livekit_url: livekit, socket_url: url } = offer.calls;
  if (livekit !== null) {
    try {
      const { callByLiveKit } = await import("./call-by-livekit.js");
      return await callByLiveKit({ ...to, open: () => api.openCall(language) });
    } catch (error) {
      if (url === null || error.isPassing === false) throw error;
    }
  }
  const { callBySocket } = await import("./call-by-socket.js");
  return callBySocket({ ...to, url: socketUrl(url, host), token: api.token });
}

/** An address, or a path on the chat's host. @param {string} url @param {string} host */
function socketUrl(url, host) {
  const address = new URL(url, host);
  address.protocol = address.protocol.replace("http", "ws");
  return address.href;
}
