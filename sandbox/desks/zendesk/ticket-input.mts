import { fromMarkdown } from './html.mts';
import type { State, Ticket } from './state.mts';

type Input = Record<string, unknown>;
type Problems = Record<string, [said: string, code: string]>;

const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const PRIORITIES = ['urgent', 'high', 'normal', 'low'];
const MAX_COMMENT_BYTES = 65_535;

/** What is wrong with what a ticket is to become, by field. */
export function judge(state: State, input: Input, ticket: Ticket | undefined): Problems {
	const problems: Problems = {};
	const { users, groups, uploads } = state;
	const {
		status,
		priority,
		requester_id: requesterId,
		group_id: groupId,
		assignee_id: assigneeId,
	} = input;
	if (status !== undefined && !STATUSES.includes(String(status)))
		problems.status = [`Status: ${String(status)} is not valid`, 'InvalidValue'];
	if (priority !== undefined && !PRIORITIES.includes(String(priority)))
		problems.priority = [`Priority: ${String(priority)} is not valid`, 'InvalidValue'];
	if (requesterId !== undefined) {
		const requester = users.get(Number(requesterId));
		if (!requester?.active) problems.requester = ['Requester: is invalid', 'InvalidValue'];
		else if (requester.suspended)
			problems.requester = [`Requester: ${requester.name} is suspended.`, 'InvalidValue'];
	}
	if (groupId !== undefined && !groups.has(Number(groupId)))
		problems.group = ['Group: is invalid', 'InvalidValue'];
	if (assigneeId !== undefined) {
		const assignee = users.get(Number(assigneeId));
		const isMember = groupId === undefined || assignee?.groups.includes(Number(groupId));
		if (!assignee || assignee.role === 'end-user' || !isMember)
			problems.assignee = ['Assignee: is not a member of the group', 'InvalidValue'];
	}
	if (status === 'solved' && !(assigneeId ?? ticket?.assignee_id))
		problems.assignee = ['Assignee: is required when solving a ticket', 'BlankValue'];
	const { author_id: authorId, uploads: tokens } = (input.comment ?? {}) as Input;
	if (authorId !== undefined && !users.get(Number(authorId))?.active)
		problems.author = ['Author: is invalid', 'InvalidValue'];
	if ([tokens ?? []].flat().some((token) => !uploads.has(String(token))))
		problems.attachments = ['Attachments: upload token is invalid', 'InvalidValue'];
	const html = toHtml(input.comment) ?? '';
	if (Buffer.byteLength(html) > MAX_COMMENT_BYTES)
		problems.comment = ['Comment: is too long (maximum is 65535 bytes)', 'ValueTooLong'];
	return problems;
}

/** A comment's HTML; undefined when it says nothing. */
export function toHtml(comment: unknown): string | undefined {
	const { html_body: html, body } = (comment ?? {}) as Input;
	if (typeof html === 'string' && html.trim()) return html;
	return typeof body === 'string' && body.trim() ? fromMarkdown(body) : undefined;
}
