/** The parts of two untyped packages the mailbox uses. */
declare module 'smtp-server' {
	import type { EventEmitter } from 'node:events';
	import type { Server } from 'node:net';
	import type { Readable } from 'node:stream';

	export interface Session {
		envelope: {
			mailFrom: { address: string } | false;
			rcptTo: Array<{ address: string }>;
		};
	}
	export interface Options {
		authOptional: boolean;
		allowInsecureAuth: boolean;
		disabledCommands: string[];
		disableReverseLookup: boolean;
		size: number;
		logger: boolean;
		onAuth(
			auth: { username?: string },
			session: Session,
			done: (error: Error | null, response?: { user: string }) => void,
		): void;
		onData(
			stream: Readable & { sizeExceeded: boolean },
			session: Session,
			done: (error?: Error | null) => void,
		): void;
	}
	export class SMTPServer extends EventEmitter {
		constructor(options: Options);
		server: Server;
		listen(port: number, host: string, listening: () => void): void;
		close(closed: () => void): void;
	}
}

declare module 'mailparser' {
	import type { Readable } from 'node:stream';

	export interface AddressObject {
		value: Array<{ address?: string; group?: Array<{ address?: string }> }>;
	}
	export interface ParsedMail {
		to?: AddressObject | AddressObject[];
		cc?: AddressObject | AddressObject[];
		from?: AddressObject;
		subject?: string;
		messageId?: string;
		inReplyTo?: string;
		references?: string | string[];
		date?: Date;
		text?: string;
		html?: string | false;
		attachments: Array<{ filename?: string; contentType: string; size: number }>;
	}
	export function simpleParser(source: Readable): Promise<ParsedMail>;
}
