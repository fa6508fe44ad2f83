/* Nodes by distance: a binary heap in which a node's distance can fall, and a stack for nodes at
 * the distance that is looked at just now, of which assignment problems have many. */
#ifndef MMI_ASSIGN_NODE_QUEUE_H
#define MMI_ASSIGN_NODE_QUEUE_H

#include "base/alloc.h"

#include <stdbool.h>

typedef struct mmi_queue_entry {
    int64_t distance;
    int32_t node;
} mmi_queue_entry;

typedef struct mmi_node_queue {
    int32_t n_heap;
    int32_t n_stack;
    int64_t now;            /* distance of the node taken last */
    mmi_queue_entry *entry; /* [n_nodes] heap order */
    int32_t *stack;         /* [n_nodes] */
    int32_t *place;         /* [n_nodes] index in entry, MM_NONE: not in the heap */
} mmi_node_queue;

bool mmi_node_queue_make(const mmi_heap *heap, int32_t n_nodes, mmi_node_queue *queue);
void mmi_node_queue_clear(const mmi_heap *heap, mmi_node_queue *queue);

/* Put a node in, or lower its distance; never below `now`. The caller knows that it is new or
 * nearer than before. */
void mmi_node_queue_put(mmi_node_queue *queue, int32_t node, int64_t distance);

/* The nearest node, which moves `now`; ties in an order that depends on nothing but the calls.
 * MM_NONE: the queue is empty. */
int32_t mmi_node_queue_take(mmi_node_queue *queue);

/* Forget all nodes and begin at distance 0. O(nodes in it). */
void mmi_node_queue_empty(mmi_node_queue *queue);

#endif
