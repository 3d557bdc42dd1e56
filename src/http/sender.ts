import { BlockList } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';

/** Where a proxy of our own would be: this machine, or its own network. */
const own = new BlockList();
own.addSubnet('127.0.0.0', 8);
own.addSubnet('10.0.0.0', 8);
own.addSubnet('172.16.0.0', 12);
own.addSubnet('192.168.0.0', 16);
own.addAddress('::1', 'ipv6');
own.addSubnet('fc00::', 7, 'ipv6');

/**
 * Who sent a request: the other end of the connection, or, where that is a proxy of our own, the address that this proxy names last. What
 * stands before it in the header anybody could have written.
 */
export function senderOf(c: Context<{ Bindings: Partial<HttpBindings> }>): string {
  const peer = plain(c.env.incoming?.socket.remoteAddress ?? '');
  const named = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return named !== undefined && named !== '' && isOwn(peer) ? plain(named) : peer;
}

function isOwn(address: string): boolean {
  return own.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

/** IPv4 addresses come as ::ffff:1.2.3.4 where a server listens on both. */
function plain(address: string): string {
  return address.replace(/^::ffff:/i, '');
}
