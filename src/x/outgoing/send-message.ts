import type { MessageAction } from '../../domain/policy/outgoing-action';
import { isId } from '../../domain/post-id';
import { sendX } from '../call';
import { parseRecord } from '../envelope';
import { toMalformed } from '../failure';
import { pricesUsd } from '../prices';
import type { Sending } from './sending';
import { uploadMedia } from './upload-media';

/** Sends one direct message. Throws `HttpFailure`. */
export async function sendMessage(sending: Sending<MessageAction>): Promise<void> {
	const { client, permit } = sending;
	const { to, text, media } = permit.action;
	const mediaIds = await uploadMedia(sending, media, 'dm');
	const body = {
		...(text === '' ? {} : { text }),
		...(mediaIds.length > 0 ? { attachments: mediaIds.map((id) => ({ media_id: id })) } : {}),
	};
	const answer =
		'userId' in to
			? await sendX(client, permit, 'sendMessageTo', { path: { participantId: to.userId }, body })
			: await sendX(client, permit, 'sendMessageIn', { path: { ...to }, body });
	const { dm_event_id: id } = parseRecord(answer);
	if (!isId(id)) throw toMalformed(answer.call, answer.body);
	sending.onCharges([{ item: 'messageCreate', unitUsd: pricesUsd.messageCreate }]);
	sending.onSent(id);
}
