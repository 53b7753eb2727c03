/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A language model that wants one thing: to call the first tool it is shown, with the arguments it is told here. */
export interface FakeModel {
	/** Base URL of an API like OpenAI's. */
	url: string;
	/** What its tool calls came back with, in order. */
	toolAnswers: string[];
	/** What it was asked without a tool at hand. */
	asked: string[];
	stop(): Promise<void>;
}

interface ChatRequest {
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: { name: string } }>;
}

/** @param say what it answers where no tool is called, to the last message */
export async function startFakeModel(
	toolArguments: object,
	say: (message: string) => string = () => 'I have done what I could.',
): Promise<FakeModel> {
	const toolAnswers: string[] = [];
	const asked: string[] = [];
	const server = createServer((request, response) => {
		void readBody(request).then((body) => {
			const { messages, tools = [] } = JSON.parse(body) as ChatRequest;
			const last = messages.at(-1);
			if (last?.role === 'tool') toolAnswers.push(toText(last.content));
			if (tools.length === 0) asked.push(toText(last?.content));
			const wantsTool = last?.role !== 'tool' && tools.length > 0;
			const message = wantsTool
				? { role: 'assistant', content: null, tool_calls: [toCall(tools[0].function.name)] }
				: { role: 'assistant', content: say(toText(last?.content)) };
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(
				JSON.stringify({
					id: 'chatcmpl-1',
					object: 'chat.completion',
					created: 0,
					model: 'fake',
					choices: [{ index: 0, message, finish_reason: wantsTool ? 'tool_calls' : 'stop' }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
		});
	});
	const toCall = (name: string) => ({
		id: 'call_1',
		type: 'function',
		function: { name, arguments: JSON.stringify(toolArguments) },
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		toolAnswers,
		asked,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const toText = (content: unknown) =>
	typeof content === 'string' ? content : JSON.stringify(content);

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('utf8');
}
