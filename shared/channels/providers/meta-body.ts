import { isWhatsappUserId } from "../addresses/whatsapp-user-id.ts";
import type { ChannelMessage } from "../sending/channel-message.ts";
import type { ShapedContent, TemplateContent } from "../sending/shaped-content.ts";

/** The body of a Cloud API message (Meta docs, "WhatsApp Cloud API: messages"). Webhooks return `callbackData`. */
export function whatsappBody(to: string, content: ShapedContent, callbackData: string | undefined): object {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...(isWhatsappUserId(to) ? { recipient: to } : { to }),
    ...whatsappContent(content),
    ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
  };
}

function whatsappContent(content: ShapedContent): object {
  switch (content.type) {
    case "buttons": {
      const buttons = content.choices.map(({ id, label }) => ({ type: "reply", reply: { id, title: label } }));
      return interactive("button", content.text, { buttons });
    }
    case "list": {
      const rows = content.rows.map(({ description, ...row }) => ({ ...row, ...(description ? { description } : {}) }));
      return interactive("list", content.text, { button: content.button, sections: [{ rows }] });
    }
    case "media":
      return whatsappMedia(content);
    case "template":
      return { type: "template", template: templateOf(content) };
    default:
      return { type: "text", text: { body: content.text, preview_url: /https?:\/\//.test(content.text) } };
  }
}

function interactive(type: "button" | "list", text: string, action: object): object {
  return { type: "interactive", interactive: { type, body: { text }, action } };
}

/** Content types that WhatsApp shows as media. Others are sent as documents. */
function whatsappMedia({ url, contentType, caption }: Extract<ShapedContent, { type: "media" }>): object {
  const type = /^(image|video|audio)\//.exec(contentType)?.[1] ?? "document";
  const name = new URL(url).pathname.split("/").at(-1);
  return {
    type,
    [type]: {
      link: url,
      ...(caption === "" ? {} : { caption }),
      ...(type === "document" && name ? { filename: decodeURIComponent(name) } : {}),
    },
  };
}

function templateOf({ name, language, values, named }: TemplateContent): object {
  const parameters = values.map(({ placeholder, value }) => ({
    type: "text",
    ...(named ? { parameter_name: placeholder } : {}),
    text: value,
  }));
  const components = parameters.length === 0 ? [] : [{ type: "body", parameters }];
  return { name, language: { code: language }, components };
}

/** Meta docs, "Instagram messaging: Send API", "Quick replies", "Human agent". */
export function instagramBody({ to, content, byPerson }: Pick<ChannelMessage, "to" | "content" | "byPerson">): object {
  const tagged = byPerson ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } : { messaging_type: "RESPONSE" };
  return { recipient: { id: to }, ...tagged, message: instagramContent(content) };
}

function instagramContent(content: ShapedContent): object {
  if (content.type === "quick-replies")
    return {
      text: content.text,
      quick_replies: content.choices.map(({ id, label }) => ({ content_type: "text", title: label, payload: id })),
    };
  if (content.type === "media") {
    const type = /^(image|video|audio)\//.exec(content.contentType)?.[1] ?? "file";
    return { attachment: { type, payload: { url: content.url } } };
  }
  return { text: content.text };
}
