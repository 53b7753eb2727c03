import type { ActionKind, OutgoingAction } from '../../domain/policy/outgoing-action';
import { makeChange } from './change';
import { sendMessage } from './send-message';
import { sendPosts } from './send-posts';
import type { Sending } from './sending';

/** How each kind of action is done: the only ways out. */
const senders: Record<ActionKind, (sending: Sending<never>) => Promise<void>> = {
	reply: sendPosts,
	publish: sendPosts,
	repost: makeChange,
	undoRepost: makeChange,
	hideReply: makeChange,
	unhideReply: makeChange,
	deletePost: makeChange,
	sendMessage,
	blockMessages: makeChange,
	unblockMessages: makeChange,
	mute: makeChange,
	unmute: makeChange,
};

/** Does what the gate gave leave for. Throws `HttpFailure`. */
export async function sendAction(sending: Sending<OutgoingAction>): Promise<void> {
	await senders[sending.permit.action.kind](sending as Sending<never>);
}
