/** Formats of keys, from their issuers' documentation, and of any value that the text calls a secret. */
const secretShapes = [
  /\bAIza[\w-]{30,}/, // Google API keys
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9]{16,}/, // OpenAI, Stripe, Anthropic
  /\brzp_(?:live|test)_\w{10,}/, // Razorpay
  /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/, // AWS
  /\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/, // GitHub
  /\bxox[abprs]-[\w-]{10,}/, // Slack
  /\b(?:AC|SK)[0-9a-f]{32}\b/, // Twilio
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/, // SendGrid
  /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,}\.[\w-]+/, // JSON Web Tokens
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/,
  /\$\{[A-Z][A-Z0-9_]{2,}\}/, // a secret's name in a tenant's YAML
  /\b(?:api[ _-]?key|secret[ _-]?key|access[ _-]?token|auth[ _-]?token|password|passwd)["']?\s{0,3}(?:is|[:=])\s{0,3}["']?(?=\S{0,200}\d)\S{8,}/i,
  /\bBearer\s+[\w.~+/-]{20,}/,
];

/** Whether a text contains something that looks like a key, a token or a password. */
export function containsSecret(text: string): boolean {
  return secretShapes.some((shape) => shape.test(text));
}
