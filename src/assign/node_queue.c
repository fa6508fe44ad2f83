/* Indexed binary heap (Williams 1964). Ties go to the smaller node number, so that the order of
 * taking, and with it the answer among equal ones, never depends on anything but the problem. */
#include "assign/node_queue.h"

bool mmi_node_queue_make(const mmi_heap *heap, int32_t n_nodes, mmi_node_queue *queue)
{
    queue->n = 0;
    queue->node = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->node);
    queue->place = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->place);
    queue->distance = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->distance);
    if (queue->node == NULL || queue->place == NULL || queue->distance == NULL) return false;
    for (int32_t node = 0; node < n_nodes; node++) queue->place[node] = MM_NONE;
    return true;
}

void mmi_node_queue_clear(const mmi_heap *heap, mmi_node_queue *queue)
{
    mmi_free(heap, queue->node);
    mmi_free(heap, queue->place);
    mmi_free(heap, queue->distance);
    *queue = (mmi_node_queue){0};
}

static bool comes_before(const mmi_node_queue *queue, int32_t one, int32_t other)
{
    const int64_t a = queue->distance[one];
    const int64_t b = queue->distance[other];
    return a < b || (a == b && one < other);
}

static void set_place(mmi_node_queue *queue, int32_t place, int32_t node)
{
    queue->node[place] = node;
    queue->place[node] = place;
}

static void rise(mmi_node_queue *queue, int32_t place, int32_t node)
{
    while (place > 0) {
        const int32_t parent = (place - 1) / 2;
        if (!comes_before(queue, node, queue->node[parent])) break;
        set_place(queue, place, queue->node[parent]);
        place = parent;
    }
    set_place(queue, place, node);
}

void mmi_node_queue_put(mmi_node_queue *queue, int32_t node, int64_t distance)
{
    queue->distance[node] = distance;
    if (queue->place[node] == MM_NONE) queue->place[node] = queue->n++;
    rise(queue, queue->place[node], node);
}

int32_t mmi_node_queue_take(mmi_node_queue *queue)
{
    const int32_t nearest = queue->node[0];
    queue->place[nearest] = MM_NONE;
    queue->n--;
    if (queue->n == 0) return nearest;
    const int32_t moving = queue->node[queue->n];
    int32_t place = 0;
    for (;;) {
        int32_t child = 2 * place + 1;
        if (child >= queue->n) break;
        if (child + 1 < queue->n &&
            comes_before(queue, queue->node[child + 1], queue->node[child])) {
            child++;
        }
        if (!comes_before(queue, queue->node[child], moving)) break;
        set_place(queue, place, queue->node[child]);
        place = child;
    }
    set_place(queue, place, moving);
    return nearest;
}

void mmi_node_queue_empty(mmi_node_queue *queue)
{
    for (int32_t i = 0; i < queue->n; i++) queue->place[queue->node[i]] = MM_NONE;
    queue->n = 0;
}
