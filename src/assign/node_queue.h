/* Nodes by distance: a binary heap in which a node's distance can fall. */
#ifndef MMI_ASSIGN_NODE_QUEUE_H
#define MMI_ASSIGN_NODE_QUEUE_H

#include "base/alloc.h"

#include <stdbool.h>

typedef struct mmi_node_queue {
    int32_t n;           /* nodes in it */
    int32_t *node;       /* [n] heap order */
    int32_t *place;      /* [n_nodes] index in node, MM_NONE: not in it */
    int64_t *distance;   /* [n_nodes] of nodes that are or were in it */
} mmi_node_queue;

bool mmi_node_queue_make(const mmi_heap *heap, int32_t n_nodes, mmi_node_queue *queue);
void mmi_node_queue_clear(const mmi_heap *heap, mmi_node_queue *queue);

/* Put a node in, or lower its distance. The caller knows that it is new or nearer. */
void mmi_node_queue_put(mmi_node_queue *queue, int32_t node, int64_t distance);

/* The nearest node, ties to the smaller number; the queue is not empty. */
int32_t mmi_node_queue_take(mmi_node_queue *queue);

/* Forget all nodes that are still in it. O(n). */
void mmi_node_queue_empty(mmi_node_queue *queue);

#endif
