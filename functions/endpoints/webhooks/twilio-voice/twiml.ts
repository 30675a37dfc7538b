/** TwiML, built by Twilio's own library, which escapes what it is given. */

export interface SipDestination {
  /** `sip:+91…@host;transport=tcp` */
  readonly uri: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** How long LiveKit may ring. Callers hang up after about as long. */
const ringSeconds = 20;

/** Rings at LiveKit. The caller hears ringing until an agent answers; `action` is asked afterwards what comes next. */
export async function dialSip({ uri, username, password }: SipDestination, action: string): Promise<string> {
  const response = await newResponse();
  const dial = response.dial({ answerOnBridge: true, timeout: ringSeconds, action, method: "POST" });
  dial.sip({ ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) }, uri);
  return response.toString();
}

export async function sayAndHangUp(text: string, locale: string): Promise<string> {
  const response = await newResponse();
  response.say({ language: locale as "en-IN" }, text);
  response.hangup();
  return response.toString();
}

export async function hangUp(): Promise<string> {
  const response = await newResponse();
  response.hangup();
  return response.toString();
}

async function newResponse() {
  const { default: VoiceResponse } = await import("twilio/lib/twiml/VoiceResponse.js");
  return new VoiceResponse();
}
