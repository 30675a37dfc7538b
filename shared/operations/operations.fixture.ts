import { tablesOf } from "../tables/fixtures.ts";
import { Operations } from "./operation-section.ts";

/** A shop with customers who have wallets, products in stock, and orders. */
export const shopTables = tablesOf({
  customers_of_shop: {
    columns: { id: "text", name: "text", wallet: "money" },
    rows: [
      { id: "c1", name: "Asha", wallet: 100 },
      { id: "c2", name: "Ravi", wallet: 5 },
    ],
  },
  products: {
    columns: {
      id: "text",
      price: { type: "money", required: true },
      stock: "integer",
      cost: { type: "money", read: "operators" },
    },
    rows: [
      { id: "cup", price: 4.1, stock: 10, cost: 1 },
      { id: "pot", price: 20.2, stock: 1, cost: 9 },
    ],
  },
  orders: {
    columns: {
      id: "text",
      customer: { type: "text", references: "customers_of_shop", required: true },
      status: { type: "choice", values: ["pending", "sent", "cancelled"] },
      lines: { type: "list", of: { type: "object", fields: { product: "text", count: "integer", price: "money" } } },
      payments: { type: "list", of: { type: "object", fields: { kind: "text", amount: "money" } } },
      seats: { type: "map", of: { type: "object", fields: { free: "integer" } } },
    },
    rows: [
      {
        id: "o1",
        customer: "c1",
        status: "pending",
        lines: [{ product: "cup", count: 2, price: 4.1 }],
        payments: [{ kind: "paid", amount: 8.2 }],
        seats: { front: { free: 2 } },
      },
      { id: "o2", customer: "c2", status: "sent", lines: [], payments: [] },
    ],
  },
});

const line = {
  type: "object",
  fields: { product: { type: "text", required: true }, count: { type: "integer", required: true } },
};

export const shopOperations = Operations.parse([
  {
    name: "share_out",
    description: "Tells each line's share of what was paid.",
    parameters: { order_id: { type: "text", required: true }, line: { type: "integer", required: true } },
    read: { order: { table: "orders", key: "order_id" } },
    compute: {
      at: "line - 1",
      chosen: "order.lines[at]",
      paid: "sum(order.payments.map(p, p.amount))",
      share: "round(100 * chosen.price * chosen.count / paid, 1)",
    },
    require: [
      { that: "size(order.lines) > 0", otherwise: "The order is empty." },
      { that: "has(order.lines[at])", otherwise: "There is no such line." },
    ],
    returns: "share",
  },
  {
    name: "close_front",
    description: "Takes the front out of an order's seats.",
    parameters: { order_id: { type: "text", required: true } },
    write: [{ update: "orders", key: "order_id", set: { "seats.front": "null", "seats.back.free": "1" } }],
    returns: "now",
  },
  {
    name: "cancel_order",
    description: "Cancels an order that is not yet sent, and pays it back to the wallet.",
    parameters: { order_id: { type: "text", required: true } },
    identity: "verified",
    confirm: "customer",
    show: { Order: "order_id", Refund: "refund" },
    read: { order: { table: "orders", key: "order_id" }, owner: { table: "customers_of_shop", key: "order.customer" } },
    compute: { refund: "sum(order.payments.map(p, p.amount))" },
    require: [
      { that: "order.customer == identity.key", otherwise: "The order is somebody else's." },
      { that: "order.status == 'pending'", otherwise: "The order is no longer pending." },
    ],
    write: [
      {
        update: "orders",
        key: "order_id",
        set: { status: "'cancelled'" },
        append: { payments: "{kind: 'refund', amount: refund}" },
      },
      { update: "customers_of_shop", key: "owner.id", increment: { wallet: "refund" } },
      {
        for_each: { line: "order.lines" },
        update: "products",
        key: "line.product",
        increment: { stock: "line.count" },
      },
    ],
    returns: { order: "order.id", refund: "refund" },
  },
  {
    name: "place_order",
    description: "Orders products and takes their price from the wallet.",
    parameters: { customer_id: { type: "text", required: true }, lines: { type: "list", of: line, required: true } },
    read: {
      buyer: { table: "customers_of_shop", key: "customer_id" },
      products: { table: "products", for_each: { line: "lines" }, key: "line.product" },
    },
    compute: {
      priced: "range(size(lines)).map(n, {product: lines[n].product, count: lines[n].count, price: products[n].price})",
      total: "sum(priced.map(p, p.price * p.count))",
    },
    require: [
      { that: "lines.all(l, l.count > 0)", otherwise: "Order at least one of each." },
      { that: "buyer.wallet >= total", otherwise: "The wallet does not hold enough." },
    ],
    write: [
      {
        insert: "orders",
        row: { id: "'o-' + call_id", customer: "customer_id", status: "'pending'", lines: "priced", payments: "[]" },
      },
      { update: "customers_of_shop", key: "customer_id", increment: { wallet: "-total" } },
      { for_each: { line: "lines" }, update: "products", key: "line.product", increment: { stock: "-line.count" } },
    ],
    returns: "{total: total, left: buyer.wallet - total}",
  },
  {
    name: "take_seat",
    description: "Takes a seat.",
    parameters: { order_id: { type: "text", required: true }, row: { type: "text", required: true } },
    read: { order: { table: "orders", key: "order_id" } },
    require: [{ that: "order.seats[row].free > 0", otherwise: "There is none left." }],
    write: [{ update: "orders", key: "order_id", increment: { "seats[row].free": "-1" } }],
  },
  {
    name: "find_product",
    description: "Looks a product up.",
    parameters: { id: { type: "text", required: true } },
    read: { product: { table: "products", key: "id", otherwise: "We do not sell that." } },
    returns: "product",
  },
]);
