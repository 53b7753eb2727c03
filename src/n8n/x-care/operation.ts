import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { XEvent } from '../../domain/event';
import type { OutgoingAction } from '../../domain/policy/outgoing-action';
import type { SpendingClass } from '../../domain/spend/budget';
import type { Session } from './session';

/** One operation of the X Care node: its parameters and what it does. */
export type Operation = ReadOperation | OutgoingOperation | LocalOperation;

export interface ReadOperation {
	/** `set-up` changes only what X tells the developer app. */
	effect: 'read' | 'set-up';
	/** When a budget gets short, in which order it is given up. */
	spending: SpendingClass;
	properties: INodeProperties[];
	/** Returns the json of each item it makes from one input item. Throws `HttpFailure` or `InvalidItem`. */
	read(call: OperationCall): Promise<IDataObject[]>;
}

export interface OutgoingOperation {
	effect: 'outgoing';
	spending: SpendingClass;
	properties: INodeProperties[];
	/** What is to be done, from the parameters; nothing has been sent yet. Throws `InvalidItem`. */
	plan(call: OperationCall): Promise<OutgoingPlan>;
}

/** Works on what the items hold, all at once: no call to X, no credential, no costs. */
export interface LocalOperation {
	effect: 'local';
	/** What was done with an item that did not fail, e.g. `hashed`. */
	done: string;
	properties: INodeProperties[];
	/** Throws `InvalidItem` when nothing can be done with any of them. */
	run(context: IExecuteFunctions): LocalResult[];
}

/** An item to hand on, or why there is none for an item that came in. */
export type LocalResult = INodeExecutionData | { failure: unknown; itemIndex: number };

export interface OperationCall {
	context: IExecuteFunctions;
	itemIndex: number;
	item: INodeExecutionData;
	session: Session;
}

export interface OutgoingPlan {
	/** What is to be done; behind it the same in other words, for when the first were used a short time ago. */
	actions: [OutgoingAction, ...OutgoingAction[]];
	/** The same for every attempt at the same interaction. */
	key: string;
	/** The post the action is about, where the item already carries it: looking it up costs. */
	event?: XEvent;
	/** The person a message or a change goes to. */
	userId?: string;
	/** The text of a message of that person, where the item already carries one. */
	received?: string;
}
