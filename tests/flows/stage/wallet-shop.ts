import type { Product } from "./product.ts";

/** A tenant whose tools ask the customer before they order or sell something. */
export interface WalletShop {
  readonly client: string;
  readonly whatsapp: string;
  /** Changes what an item costs. */
  setPrice(item: string, price: number): Promise<void>;
}

let shops = 0;

export async function openWalletShop(product: Product): Promise<WalletShop> {
  shops += 1;
  const number = String(shops).padStart(3, "0");
  const shop = { client: `wallet_shop_${number}`, whatsapp: `+1555030${number}1` };
  async function push(pot: number): Promise<void> {
    const body = { yaml: walletShopYaml(shop, pot), activate: true };
    const answer = await product.api(`PUT /v1/configs/${shop.client}/main`, { client: shop.client, body });
    if (answer.status !== 200) throw new Error(`The shop was refused: ${JSON.stringify(answer.body)}`);
  }
  await push(40);
  return { ...shop, setPrice: async (_item, price) => push(price) };
}

function walletShopYaml({ client, whatsapp }: Pick<WalletShop, "client" | "whatsapp">, pot: number): string {
  return `automation_config:
  config_id: "${client}_v1"
  client_id: "${client}"
  client_name: "Wallet Shop"
  use_case: "customer_support"
  agent: { system_prompt: "You are {agent_name} of {client_name}.", agent_name: "Page" }
  tools:
    available:
      - name: order_item
        type: api
        confirm: customer
        config:
          endpoint: "https://api.shop.example/orders"
          idempotency: header
          parameters: { item: { type: string, required: true } }
      - name: refund_item
        type: api
        approve: admin
        config:
          endpoint: "https://api.shop.example/refunds"
          idempotency: header
          parameters: { item: { type: string, required: true } }
      - name: give_away
        type: api
        confirm: operator
        config:
          endpoint: "https://api.shop.example/gifts"
          idempotency: header
          parameters: { item: { type: string, required: true } }
      - name: send_back
        type: api
        confirm: customer
        approve: operator
        config:
          endpoint: "https://api.shop.example/returns"
          idempotency: header
          parameters: { item: { type: string, required: true } }
  integrations:
    available:
      - name: twilio_whatsapp
        type: messaging
        config: { account_sid: "\${TWILIO_ACCOUNT_SID}", auth_token: "\${TWILIO_AUTH_TOKEN}", phone_number: "${whatsapp}" }
  channels:
    input:
      - { type: web_chat }
      - { type: whatsapp, config: { phone_number: "${whatsapp}" } }
  conversation: { burst_window_ms: 0 }
  tables:
    items:
      columns: { id: text, price: money, sold: boolean }
      rows: [{ id: pot, price: ${pot}, sold: false }]
  operations:
    - name: buy_item
      description: Sells an item
      parameters: { item: { type: text, required: true } }
      confirm: customer
      show: { Item: item, Price: found.price }
      read: { found: { table: items, key: item } }
      require: [{ that: "found.sold == false", otherwise: It is sold. }]
      write: [{ update: items, key: item, set: { sold: "true" } }]
      returns: { price: found.price }
`;
}
