import type { Answer } from "../../http.ts";
import { type JsonObject, objectOf, textOf } from "../../json.ts";
import { badRequest } from "./errors.ts";
import { newId, type RazorpayLink, secondsOf } from "./links.ts";

/** A payment attempt (Razorpay docs, "Payments: entity"). */
export interface RazorpayPayment {
  readonly id: string;
  readonly orderId: string;
  readonly link: RazorpayLink;
  readonly method: string;
  readonly createdAt: number;
  readonly status: "captured" | "failed";
  refundedAmount: number;
}

export function newPayment(given: {
  readonly link: RazorpayLink;
  readonly orderId: string;
  readonly method: string;
  readonly status: RazorpayPayment["status"];
  readonly now: Date;
}): RazorpayPayment {
  const { now, ...payment } = given;
  return { id: newId("pay"), createdAt: secondsOf(now), refundedAmount: 0, ...payment };
}

export function paymentEntity(payment: RazorpayPayment): JsonObject {
  const { link, method, status, refundedAmount } = payment;
  const { contact, email } = objectOf(link.fields.customer);
  const failed = status === "failed";
  const fee = failed ? null : Math.round(link.amount * 0.0236);
  return {
    id: payment.id,
    entity: "payment",
    amount: link.amount,
    currency: link.currency,
    status: refundedAmount === link.amount ? "refunded" : status,
    order_id: payment.orderId,
    invoice_id: null,
    international: false,
    method,
    amount_refunded: refundedAmount,
    refund_status: refundedAmount === 0 ? null : refundedAmount === link.amount ? "full" : "partial",
    captured: !failed,
    description: `#${link.id.replace("plink_", "")}`,
    card_id: null,
    bank: method === "netbanking" ? "HDFC" : null,
    wallet: null,
    vpa: method === "upi" ? "success@razorpay" : null,
    email: textOf(email) || "void@razorpay.com",
    contact: textOf(contact) || "+919999999999",
    notes: link.fields.notes ?? [],
    fee,
    tax: fee === null ? null : Math.round(fee * 0.1525),
    error_code: failed ? "BAD_REQUEST_ERROR" : null,
    error_description: failed ? "Your payment was declined by the bank. Try again with another method." : null,
    error_source: failed ? "bank" : null,
    error_step: failed ? "payment_authorization" : null,
    error_reason: failed ? "payment_failed" : null,
    acquirer_data: method === "upi" ? { rrn: "249727216453" } : {},
    created_at: payment.createdAt,
  };
}

export function orderEntity(orderId: string, link: RazorpayLink, attempts: number): JsonObject {
  const paid = link.status === "paid";
  return {
    id: orderId,
    entity: "order",
    amount: link.amount,
    amount_paid: paid ? link.amount : 0,
    amount_due: paid ? 0 : link.amount,
    currency: link.currency,
    receipt: link.referenceId || null,
    offer_id: null,
    status: paid ? "paid" : "attempted",
    attempts,
    notes: link.fields.notes ?? [],
    created_at: link.createdAt,
  };
}

/** Refunds a payment in part or in full. Returns the refund, or Razorpay's error (docs, "Refunds: create"). */
export function refund(payment: RazorpayPayment | undefined, body: JsonObject, now: Date): JsonObject | Answer {
  if (!payment) return badRequest("The id provided does not exist");
  if (payment.status !== "captured") {
    return badRequest("The payment status should be captured for action to be taken");
  }
  const left = payment.link.amount - payment.refundedAmount;
  if (left === 0) return badRequest("The payment has been fully refunded already");
  const { amount = left, notes = [], receipt = null, speed = "normal" } = body;
  if (!Number.isInteger(amount)) return badRequest("The amount must be an integer.", "amount");
  if (Number(amount) < 100) return badRequest("The amount must be atleast INR 1.00", "amount");
  if (Number(amount) > left) {
    return badRequest("The total refund amount is greater than the refund payment amount", "amount");
  }
  payment.refundedAmount += Number(amount);
  return {
    id: newId("rfnd"),
    entity: "refund",
    amount,
    currency: payment.link.currency,
    payment_id: payment.id,
    notes,
    receipt,
    acquirer_data: { arn: null },
    created_at: secondsOf(now),
    batch_id: null,
    status: "processed",
    speed_processed: "normal",
    speed_requested: speed,
  };
}
