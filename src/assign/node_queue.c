/* Indexed binary heap (Williams 1964) beside a stack for nodes at the present distance. Ties in
 * the heap go to the smaller node number, so that the order of taking, and with it the answer among
 * equal ones, never depends on anything but the problem. */
#include "assign/node_queue.h"

bool mmi_node_queue_make(const mmi_heap *heap, int32_t n_nodes, mmi_node_queue *queue)
{
    *queue = (mmi_node_queue){0};
    queue->entry = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->entry);
    queue->stack = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->stack);
    queue->place = mmi_alloc(heap, (size_t)n_nodes, sizeof *queue->place);
    if (queue->entry == NULL || queue->stack == NULL || queue->place == NULL) return false;
    for (int32_t node = 0; node < n_nodes; node++) queue->place[node] = MM_NONE;
    return true;
}

void mmi_node_queue_clear(const mmi_heap *heap, mmi_node_queue *queue)
{
    mmi_free(heap, queue->entry);
    mmi_free(heap, queue->stack);
    mmi_free(heap, queue->place);
    *queue = (mmi_node_queue){0};
}

static bool comes_before(const mmi_queue_entry *one, const mmi_queue_entry *other)
{
    return one->distance < other->distance ||
           (one->distance == other->distance && one->node < other->node);
}

static void set_entry(mmi_node_queue *queue, int32_t place, const mmi_queue_entry *entry)
{
    queue->entry[place] = *entry;
    queue->place[entry->node] = place;
}

void mmi_node_queue_put(mmi_node_queue *queue, int32_t node, int64_t distance)
{
    int32_t place = queue->place[node];
    if (place == MM_NONE) {
        if (distance == queue->now) {
            queue->stack[queue->n_stack++] = node;
            return;
        }
        place = queue->n_heap++;
    }
    const mmi_queue_entry rising = {distance, node};
    while (place > 0) {
        const int32_t parent = (place - 1) / 2;
        if (!comes_before(&rising, &queue->entry[parent])) break;
        set_entry(queue, place, &queue->entry[parent]);
        place = parent;
    }
    set_entry(queue, place, &rising);
}

/* Fill the root's place with what sinks from it. */
static void sink(mmi_node_queue *queue, mmi_queue_entry sinking)
{
    int32_t place = 0;
    for (;;) {
        int32_t child = 2 * place + 1;
        if (child >= queue->n_heap) break;
        if (child + 1 < queue->n_heap &&
            comes_before(&queue->entry[child + 1], &queue->entry[child])) {
            child++;
        }
        if (!comes_before(&queue->entry[child], &sinking)) break;
        set_entry(queue, place, &queue->entry[child]);
        place = child;
    }
    set_entry(queue, place, &sinking);
}

int32_t mmi_node_queue_take(mmi_node_queue *queue)
{
    if (queue->n_stack > 0) return queue->stack[--queue->n_stack];
    if (queue->n_heap == 0) return MM_NONE;
    const mmi_queue_entry nearest = queue->entry[0];
    queue->now = nearest.distance;
    queue->place[nearest.node] = MM_NONE;
    queue->n_heap--;
    if (queue->n_heap > 0) sink(queue, queue->entry[queue->n_heap]);
    return nearest.node;
}

void mmi_node_queue_empty(mmi_node_queue *queue)
{
    for (int32_t i = 0; i < queue->n_heap; i++) queue->place[queue->entry[i].node] = MM_NONE;
    queue->n_heap = 0;
    queue->n_stack = 0;
    queue->now = 0;
}
