import type { Order } from '../domain/order.ts';
import { fromJson } from './json.ts';
import type { Row } from './tables.ts';

/** An order as its row: the frozen plan and preview are JSON, the price two columns. */
export function rowOf(order: Order): Row<'orders'> {
  return {
    id: order.id,
    version: order.version,
    payer_id: order.payerId,
    owner_id: order.ownerId,
    card_id: order.cardId,
    plan: JSON.stringify(order.plan),
    preview: JSON.stringify(order.preview),
    price_amount: order.price.amount,
    price_currency: order.price.currency,
    state: order.state,
    quote_expires_at: order.quoteExpiresAt,
    review_message_id: order.reviewMessageId,
    status_message_id: order.statusMessageId,
    supplied_card_id: order.suppliedCardId,
    delivered_at: order.deliveredAt,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    delivery: order.delivery,
    activation_code_id: order.activationCodeId,
  };
}

/** The way back. */
export function orderOf(row: Row<'orders'>): Order {
  return {
    id: row.id,
    version: row.version,
    payerId: row.payer_id,
    ownerId: row.owner_id,
    cardId: row.card_id,
    delivery: row.delivery,
    activationCodeId: row.activation_code_id,
    plan: fromJson<Order['plan']>(row.plan),
    preview: fromJson<Order['preview']>(row.preview),
    price: { amount: row.price_amount, currency: row.price_currency },
    state: row.state,
    quoteExpiresAt: row.quote_expires_at,
    reviewMessageId: row.review_message_id,
    statusMessageId: row.status_message_id,
    suppliedCardId: row.supplied_card_id,
    deliveredAt: row.delivered_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
