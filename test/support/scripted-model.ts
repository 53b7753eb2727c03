/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type AIMessageFields, type BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

export interface Asked {
	system: string;
	human: string;
}

type Answer = string | AIMessageFields;

/** A chat model of LangChain's own kind, as n8n's model nodes hand over, that says what a test tells it to. */
export class ScriptedModel extends BaseChatModel {
	/** What it was asked, in the order the questions came. */
	readonly asked: Asked[] = [];
	/** How many questions were open at the same time, at most. */
	mostAtATime = 0;
	private open = 0;

	constructor(private readonly answer: (asked: Asked) => Answer | Promise<Answer>) {
		super({});
	}

	_llmType(): string {
		return 'scripted';
	}

	async _generate(messages: BaseMessage[]): Promise<ChatResult> {
		const [system, human] = ['system', 'human'].map((type) =>
			messages.filter((message) => message.type === type).map(({ text }) => text),
		);
		const asked = { system: system.join('\n'), human: human.join('\n') };
		this.asked.push(asked);
		this.mostAtATime = Math.max(this.mostAtATime, ++this.open);
		try {
			const answer = await this.answer(asked);
			const fields = typeof answer === 'string' ? { content: answer } : answer;
			return { generations: [{ text: '', message: new AIMessage(fields) }] };
		} finally {
			this.open--;
		}
	}
}

/** The node below the classifier that hands the model over. */
export function toModelNode(supply: () => unknown): INodeType {
	return {
		description: {
			displayName: 'Scripted Model',
			name: 'scriptedModel',
			group: ['transform'],
			version: 1,
			description: 'Says what the test tells it to',
			defaults: { name: 'Scripted Model' },
			inputs: [],
			outputs: [NodeConnectionTypes.AiLanguageModel],
			properties: [],
		},
		supplyData: async () => ({ response: await supply() }),
	};
}
