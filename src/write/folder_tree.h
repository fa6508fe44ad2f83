/* Folders as a whole: make one beside another, put it in its place, take one away. */
#ifndef MMI_WRITE_FOLDER_TREE_H
#define MMI_WRITE_FOLDER_TREE_H

#include "base/stop.h"

#include <stdbool.h>

/* ".mentormatch-" and 16 hex digits: nobody's name, and known as ours after a crash. */
#define MMI_SPARE_NAME_CHARS 30

/* Where a new folder goes. */
typedef struct mmi_placement {
    int parent;                           /* descriptor of the folder that holds both */
    const char *name;                     /* the place to fill; lent */
    char new_name[MMI_SPARE_NAME_CHARS];  /* where the new folder was made */
    char old_name[MMI_SPARE_NAME_CHARS];  /* where the old one is once replaced, "" if none was */
    bool was_exchanged;                   /* by one call; else by two renames */
} mmi_placement;

/* All return 0 or an error number. */

/* Make an empty folder of mode 0700 under a spare name and open it. */
int mmi_make_spare_folder(int parent, char name[MMI_SPARE_NAME_CHARS], int *folder);
/* Put the folder new_name in the place of `name`, whatever folder is there; keep that one. */
int mmi_put_in_place(mmi_placement *placement);
/* Undo it: the new folder is at new_name again, the old one at `name`. */
int mmi_take_back(mmi_placement *placement);
/* Remove a folder with all that is in it. `stop` is asked so that it tells; whatever it answers,
 * the removal goes on. */
int mmi_remove_tree(int parent, const char *name, const mmi_stop *stop);

#endif
